import { Resvg } from "@resvg/resvg-js";

/** A PNG of an SVG, as bytes. */
export const rasterise = (svg: string): Buffer => Buffer.from(new Resvg(svg).render().asPng());
