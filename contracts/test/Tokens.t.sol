// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";

import {ProjectParams} from "../src/interfaces/LabelTypes.sol";
import {FeeToken, HookToken, LyingToken, OddToken} from "./support/HostileTokens.sol";
import {Stage} from "./support/Stage.sol";

/// @dev Tokens that charge, lie, answer nothing, pause, ban or call back: refused or survived.
contract TokensTest is Stage {
    function _project(address token_) private view returns (ProjectParams memory p) {
        p = classProject();
        p.token = token_;
        p.stakePerSeat = 0;
    }

    function _fundLead(ERC20 t) private {
        vm.prank(lead);
        t.approve(address(coordinator), type(uint256).max);
    }

    function test_feeOnTransferIsRefused() external {
        FeeToken fee = new FeeToken();
        fee.mint(lead, 1e24);
        _fundLead(fee);
        vm.expectPartialRevert(bytes4(keccak256("TokenShort(uint256,uint256)")));
        vm.prank(lead);
        coordinator.openProject(_project(address(fee)), bytes32(0), bytes32(0), 8, "");
    }

    function test_lyingTokenIsRefused() external {
        LyingToken lying = new LyingToken();
        lying.mint(lead, 1e24);
        _fundLead(lying);
        lying.set(true);
        vm.expectPartialRevert(bytes4(keccak256("TokenShort(uint256,uint256)")));
        vm.prank(lead);
        coordinator.depositStake(address(lying), 1e18);
    }

    function test_tokenWithoutCodeIsRefused() external {
        vm.expectPartialRevert(bytes4(keccak256("BadParameter(bytes32)")));
        vm.prank(lead);
        coordinator.openProject(_project(address(0xdead)), bytes32(0), bytes32(0), 8, "");
    }

    /// @dev One banned annotator cannot take its pay; the others can, and it can when the ban ends.
    function test_oddTokenPausesAndBansOnlyHurtTheBanned() external {
        OddToken odd = new OddToken();
        odd.mint(lead, 1e24);
        _fundLead(odd);
        uint256 projectId = open(_project(address(odd)), 8);
        uint256 batchId = settled(projectId, three("12341234", "12341234", "12341234"));
        passAudit(batchId);
        odd.set(false, people[0]);
        vm.expectRevert();
        claimAs(people[0], batchId);
        eq(claimAs(people[1], batchId), 8 * REWARD, "the others are paid");
        odd.set(true, address(0));
        vm.expectRevert();
        claimAs(people[2], batchId);
        odd.set(false, address(0));
        eq(claimAs(people[0], batchId) + claimAs(people[2], batchId), 16 * REWARD, "paid when it can be");
        eq(odd.balanceOf(people[0]), 8 * REWARD, "in the wallet");
    }

    function test_hooksCannotCallBack() external {
        HookToken hook = new HookToken();
        hook.mint(lead, 1e24);
        _fundLead(hook);
        uint256 projectId = open(_project(address(hook)), 8);
        uint256 batchId = settled(projectId, three("12341234", "12341234", "12341234"));
        passAudit(batchId);
        hook.set(address(coordinator), abi.encodeCall(coordinator.claim, (one(batchId))));
        eq(claimAs(people[0], batchId), 8 * REWARD, "paid once");
        eq(hook.refused(), 1, "the call back was refused");
        eq(hook.balanceOf(people[0]), 8 * REWARD, "and nothing more came");
        hook.set(address(coordinator), abi.encodeCall(coordinator.withdrawStake, (address(hook), 1)));
        claimAs(people[1], batchId);
        eq(hook.refused(), 2, "nor by another door");
    }
}
