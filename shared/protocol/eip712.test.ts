import { verifyTypedData, Wallet, keccak256, AbiCoder, id } from 'ethers';
import { describe, expect, it } from 'vitest';
import { parseAddress } from '../labels/ids.ts';
import { decodeCoordinatorCall, encodeCoordinatorCall } from './abi.ts';
import { callDomain, callHash, callMessage, callTypes, domainSeparator, encodeExecuteBySig } from './eip712.ts';

const coordinator = parseAddress('0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed');
const domain = callDomain(31_337, coordinator);
const wallet = new Wallet(`0x${'11'.repeat(32)}`);
const call = { signer: parseAddress(wallet.address), nonce: 5n, deadlineSeconds: 99n, data: encodeCoordinatorCall('takeSeats', [1n, 4]) };

describe('signed calls', () => {
  it('are signed by a wallet and recovered', async () => {
    const signature = await wallet.signTypedData({ ...domain }, callTypes, callMessage(call));
    expect(verifyTypedData({ ...domain }, callTypes, callMessage(call), signature)).toBe(wallet.address);
    expect(wallet.signingKey.sign(callHash(domain, call)).serialized).toBe(signature);
  });

  it('hash as EIP-712 lays down', () => {
    const coder = AbiCoder.defaultAbiCoder();
    const typehash = id('Call(address signer,uint256 nonce,uint64 deadline,bytes data)');
    const struct = keccak256(coder.encode(['bytes32', 'address', 'uint256', 'uint64', 'bytes32'], [typehash, call.signer, 5n, 99n, keccak256(call.data)]));
    const separator = keccak256(
      coder.encode(
        ['bytes32', 'bytes32', 'bytes32', 'uint256', 'address'],
        [id('EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)'), id('Tessera'), id('1'), 31_337, coordinator],
      ),
    );
    expect(domainSeparator(domain)).toBe(separator);
    expect(callHash(domain, call)).toBe(keccak256(`0x1901${separator.slice(2)}${struct.slice(2)}`));
  });

  it('are another message on another chain or for another contract', () => {
    const hashes = [domain, callDomain(1, coordinator), callDomain(31_337, call.signer)].map((other) => callHash(other, call));
    expect(new Set(hashes).size).toBe(3);
  });

  it('travel many in one transaction', () => {
    const data = encodeExecuteBySig([{ ...call, signature: '0x1234' }]);
    expect(decodeCoordinatorCall(data)).toMatchObject({ name: 'executeBySig', args: { calls: [{ nonce: 5n, deadline: 99n, data: call.data }] } });
  });
});
