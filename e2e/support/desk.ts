import { expect, type Locator, type Page } from '@playwright/test';

/** A stretch of the image surface in shares of its width and height. */
export interface Area {
  x0: number;
  y0: number;
  x1: number;
  y1: number;
}

/** The desk as a person uses it. */
export class Desk {
  constructor(private readonly page: Page) {}

  get surface(): Locator {
    return this.page.locator('[data-desk-surface]').or(this.page.locator('.text-surface')).first();
  }

  async ready(position: string): Promise<void> {
    await expect(this.page.getByText(position, { exact: true })).toBeVisible({ timeout: 60_000 });
    // The head names an item as soon as it is asked for; the stage has it when it takes keys.
    await expect(this.page.locator(`.desk-stage[data-item="${Number.parseInt(position, 10) - 1}"]`)).toBeVisible();
    await expect(this.surface).toBeVisible();
  }

  regions(): Locator {
    return this.page.getByRole('listbox').getByRole('option');
  }

  /** Everything that was done is durable, and the list of regions, which comes after the picture, shows it. */
  async saved(): Promise<void> {
    await expect(this.page.getByText('Saved', { exact: true })).toBeVisible();
    await expect(this.page.locator('.desk-regions[aria-busy="true"]')).toHaveCount(0);
  }

  /** The selected box as its exact numbers say it: x, y, width, height in pixels of the image. */
  async geometry(): Promise<number[]> {
    return this.page.locator('.desk-geometry input').evaluateAll((inputs) => inputs.map((input) => Number((input as HTMLInputElement).value)));
  }

  /** Drags a box with the mouse. */
  async drag(area: Area): Promise<void> {
    const box = await this.surface.boundingBox();
    if (box === null) throw new Error('the surface is not on the screen');
    const x = (share: number): number => Math.round(box.x + share * box.width);
    const y = (share: number): number => Math.round(box.y + share * box.height);
    await this.page.mouse.move(x(area.x0), y(area.y0));
    await this.page.mouse.down();
    await this.page.mouse.move(x((area.x0 + area.x1) / 2), y((area.y0 + area.y1) / 2), { steps: 4 });
    await this.page.mouse.move(x(area.x1), y(area.y1), { steps: 4 });
    await this.page.mouse.up();
  }

  async press(...keys: string[]): Promise<void> {
    for (const key of keys) await this.page.keyboard.press(key);
  }
}
