import type { RefObject } from 'react';
import { useEffect } from 'react';
import type { Modifiers } from '../tools/tool.ts';
import { isApple } from '../../commands/keys.ts';
import type { BoxController } from './box-controller.ts';
import type { BoxKeyboard } from './keyboard.ts';
import type { Point } from './geometry.ts';
import { createPinch } from './pinch.ts';
import { zoomAt } from './viewport.ts';

const MIDDLE = 1;
const MOD_KEY = isApple() ? 'Meta' : 'Control';
const LINE_PX = 16;
const ZOOM_PER_PX = 0.0016;
/** One notch of a wheel does not jump further. */
const LONGEST_WHEEL_PX = 160;

/** Pointer, wheel and held keys on the element that shows the image. */
export function useBoxInput(host: RefObject<HTMLElement | null>, controller: BoxController, keyboard: BoxKeyboard): void {
  useEffect(() => {
    const element = host.current;
    if (element === null) return undefined;
    const stops = [listenPointer(element, controller), listenWheel(element, controller), listenHeldKeys(controller, keyboard)];
    return () => stops.forEach((stop) => stop());
  }, [host, controller, keyboard]);
}

function pointIn(element: HTMLElement, event: MouseEvent): Point {
  const bounds = element.getBoundingClientRect();
  return { x: event.clientX - bounds.left, y: event.clientY - bounds.top };
}

function modifiersOf(event: MouseEvent): Modifiers {
  return { shift: event.shiftKey, alt: event.altKey, mod: isApple() ? event.metaKey : event.ctrlKey };
}

function listenPointer(element: HTMLElement, controller: BoxController): () => void {
  let pan: Point | null = null;
  let isDown = false;
  const pinch = createPinch();
  const down = (event: PointerEvent): void => {
    if (event.button !== 0 && event.button !== MIDDLE) return;
    event.preventDefault();
    element.focus({ preventScroll: true });
    element.setPointerCapture(event.pointerId);
    controller.setTouch(event.pointerType === 'touch');
    const screen = pointIn(element, event);
    if (event.pointerType === 'touch' && pinch.down(event.pointerId, screen)) {
      // The first finger had begun to draw: it was the half of a pinch.
      lost();
      controller.beginPan();
      return;
    }
    if (event.button === MIDDLE || controller.store.get().isSpaceHeld) {
      pan = screen;
      controller.beginPan();
      return;
    }
    if (controller.store.get().isPanning) return;
    isDown = true;
    controller.pointer('down', screen, modifiersOf(event));
  };
  const move = (event: PointerEvent): void => {
    const screen = pointIn(element, event);
    const pinched = pinch.move(event.pointerId, screen);
    if (pinched !== null) controller.setView(pinched);
    else if (pan !== null) {
      controller.pan(screen.x - pan.x, screen.y - pan.y);
      pan = screen;
    } else controller.pointer('move', screen, modifiersOf(event));
  };
  const up = (event: PointerEvent): void => {
    if (pinch.up(event.pointerId)) {
      controller.endPan();
      return;
    }
    if (pan !== null) {
      pan = null;
      controller.endPan();
    } else if (isDown) controller.pointer('up', pointIn(element, event), modifiersOf(event));
    isDown = false;
  };
  const lost = (): void => {
    if (pan !== null) controller.endPan();
    if (isDown) controller.interrupt();
    pan = null;
    isDown = false;
  };
  const cancelled = (event: PointerEvent): void => {
    if (pinch.up(event.pointerId)) controller.endPan();
    lost();
  };
  // A press that opens the menu (a long one, with a finger) draws nothing.
  const menu = (): void => lost();
  const leave = (): void => controller.pointerLeave();
  const listeners = { pointerdown: down, pointermove: move, pointerup: up, pointercancel: cancelled, pointerleave: leave, contextmenu: menu } as const;
  const names = ['pointerdown', 'pointermove', 'pointerup', 'pointercancel', 'pointerleave', 'contextmenu'] as const;
  for (const name of names) element.addEventListener(name, listeners[name] as EventListener);
  return () => {
    for (const name of names) element.removeEventListener(name, listeners[name] as EventListener);
  };
}

function listenWheel(element: HTMLElement, controller: BoxController): () => void {
  const wheel = (event: WheelEvent): void => {
    event.preventDefault();
    const unit = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? LINE_PX : 1;
    if (event.shiftKey) { controller.pan(-(event.deltaX || event.deltaY) * unit, 0); return; }
    const by = Math.max(-LONGEST_WHEEL_PX, Math.min(LONGEST_WHEEL_PX, event.deltaY * unit));
    // A pinch comes as a wheel with Ctrl, in small steps.
    const factor = Math.exp(-by * ZOOM_PER_PX * (event.ctrlKey ? 5 : 1));
    controller.setView((viewport) => zoomAt(viewport, pointIn(element, event), factor));
  };
  element.addEventListener('wheel', wheel, { passive: false });
  return () => element.removeEventListener('wheel', wheel);
}

/** Space held is the hand; letting go of an arrow ends its gesture. */
function listenHeldKeys(controller: BoxController, keyboard: BoxKeyboard): () => void {
  const held = new Set<string>();
  const isTyping = (event: KeyboardEvent): boolean => event.target instanceof HTMLElement && event.target.matches('input, textarea, select, [contenteditable]');
  const down = (event: KeyboardEvent): void => {
    if (event.code.startsWith('Arrow')) held.add(event.code);
    if (event.key === MOD_KEY) controller.setModHeld(true);
    const isOnButton = event.target instanceof HTMLElement && event.target.matches('button, a, summary');
    if (event.code !== 'Space' || isTyping(event) || isOnButton) return;
    event.preventDefault();
    controller.setSpaceHeld(true);
  };
  const up = (event: KeyboardEvent): void => {
    held.delete(event.code);
    if (event.code === 'Space') controller.setSpaceHeld(false);
    if (event.key === MOD_KEY) controller.setModHeld(false);
    if (event.code.startsWith('Arrow') && held.size === 0) keyboard.release();
  };
  const blur = (): void => {
    held.clear();
    controller.setSpaceHeld(false);
    controller.setModHeld(false);
    keyboard.release();
  };
  window.addEventListener('keydown', down);
  window.addEventListener('keyup', up);
  window.addEventListener('blur', blur);
  return () => {
    window.removeEventListener('keydown', down);
    window.removeEventListener('keyup', up);
    window.removeEventListener('blur', blur);
  };
}
