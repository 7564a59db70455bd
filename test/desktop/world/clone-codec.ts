/** Structured clone as text: what Electron does with values that cross between main and a page, over CDP's strings. */
export type CloneCodec = {
  /** Throws "An object could not be cloned." for what structured clone refuses: functions, symbols, promises … */
  readonly encode: (value: unknown) => string;
  readonly decode: (text: string) => unknown;
};

/**
 * Self-contained: its source runs in the page too, so it may name nothing from outside. Cycles and shared references
 * stay. A typed array travels with its own bytes only, not with the whole buffer it looks into.
 */
export const createCloneCodec = (): CloneCodec => {
  type Tagged = readonly [tag: string, ...rest: unknown[]];
  const errorNames = ["EvalError", "RangeError", "ReferenceError", "SyntaxError", "TypeError", "URIError"];
  const refuse = (): never => {
    throw new Error("An object could not be cloned.");
  };
  const tagOf = (value: object): string => Object.prototype.toString.call(value).slice(8, -1);

  /** Current Chromium has these on Uint8Array; Node has Buffer. */
  type Base64 = { readonly toBase64?: () => string };
  type FromBase64 = { readonly fromBase64?: (text: string) => Uint8Array<ArrayBuffer> };
  const toBase64 = (bytes: Uint8Array): string => {
    const native = (bytes as Base64).toBase64;
    if (native) return native.call(bytes);
    if ("Buffer" in globalThis) return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("base64");
    let binary = "";
    for (let at = 0; at < bytes.length; at += 0x8000) binary += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
    return btoa(binary);
  };
  const fromBase64 = (text: string): Uint8Array<ArrayBuffer> => {
    const native = (Uint8Array as FromBase64).fromBase64;
    if (native) return native.call(Uint8Array, text);
    if ("Buffer" in globalThis) return new Uint8Array(Buffer.from(text, "base64"));
    const binary = atob(text);
    const bytes = new Uint8Array(binary.length);
    for (let at = 0; at < binary.length; at++) bytes[at] = binary.charCodeAt(at);
    return bytes;
  };

  const encode = (root: unknown): string => {
    const seen = new Map<object, number>();
    const table: unknown[] = [];

    const pairs = (value: object): [string, unknown][] =>
      Object.keys(value).map((key) => [key, walk(Reflect.get(value, key))]);

    const describe = (value: object): Tagged => {
      if (Array.isArray(value)) return ["array", value.length, pairs(value)];
      if (value instanceof Error)
        return ["error", value.name, value.message, value.stack, "cause" in value ? walk(value.cause) : ["undefined"]];
      if (ArrayBuffer.isView(value)) {
        const bytes = new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
        return ["view", tagOf(value), toBase64(bytes)];
      }
      switch (tagOf(value)) {
        case "ArrayBuffer":
          return ["buffer", toBase64(new Uint8Array(value as ArrayBuffer))];
        case "Date":
          return ["date", (value as Date).getTime()];
        case "RegExp":
          return ["regexp", (value as RegExp).source, (value as RegExp).flags];
        case "Map":
          return ["map", [...(value as Map<unknown, unknown>)].map(([key, held]) => [walk(key), walk(held)])];
        case "Set":
          return ["set", [...(value as Set<unknown>)].map((held) => walk(held))];
        case "Boolean":
        case "Number":
        case "String":
          return ["boxed", walk(value.valueOf())];
        case "Promise":
        case "WeakMap":
        case "WeakSet":
        case "WeakRef":
        case "SharedArrayBuffer":
        case "Blob":
        case "File":
          return refuse();
        default:
          return ["object", pairs(value)];
      }
    };

    const walk = (value: unknown): unknown => {
      if (value === null || typeof value === "string" || typeof value === "boolean") return value;
      if (value === undefined) return ["undefined"];
      if (typeof value === "number")
        return Number.isFinite(value) && !Object.is(value, -0)
          ? value
          : ["number", Object.is(value, -0) ? "-0" : `${value}`];
      if (typeof value === "bigint") return ["bigint", `${value}`];
      if (typeof value !== "object") return refuse();
      const known = seen.get(value);
      if (known !== undefined) return ["ref", known];
      const index = table.length;
      seen.set(value, index);
      table.push(null);
      table[index] = describe(value);
      return ["ref", index];
    };

    const start = walk(root);
    return JSON.stringify([start, table]);
  };

  const decode = (text: string): unknown => {
    const [start, table] = JSON.parse(text) as [unknown, Tagged[]];
    const made: object[] = [];

    const fill = (target: object, entries: unknown): object => {
      for (const [key, value] of entries as [string, unknown][])
        Object.defineProperty(target, key, {
          value: revive(value),
          writable: true,
          enumerable: true,
          configurable: true,
        });
      return target;
    };
    const view = (name: string, bytes: Uint8Array<ArrayBuffer>): object => {
      const View = Reflect.get(globalThis, name) as new (buffer: ArrayBuffer) => object;
      return new View(bytes.buffer);
    };

    const build = (index: number): object => {
      const keep = <T extends object>(value: T): T => {
        made[index] = value;
        return value;
      };
      const [tag, first, second, third, fourth] = table[index] ?? [""];
      switch (tag) {
        case "array":
          return fill(keep(Object.assign<unknown[], object>([], { length: first })), second);
        case "object":
          return fill(keep({}), first);
        case "error": {
          const name = errorNames.includes(first as string) ? (first as string) : "Error";
          const Kind = Reflect.get(globalThis, name) as new (message: string) => Error;
          const error = keep(new Kind(second as string));
          if (typeof third === "string")
            Object.defineProperty(error, "stack", { value: third, configurable: true, writable: true });
          const cause = revive(fourth);
          if (cause !== undefined)
            Object.defineProperty(error, "cause", { value: cause, configurable: true, writable: true });
          return error;
        }
        case "view":
          return keep(view(first as string, fromBase64(second as string)));
        case "buffer":
          return keep(fromBase64(first as string).buffer);
        case "date":
          return keep(new Date(first === null ? Number.NaN : (first as number)));
        case "regexp":
          return keep(new RegExp(first as string, second as string));
        case "map": {
          const map = keep(new Map<unknown, unknown>());
          for (const [key, value] of first as [unknown, unknown][]) map.set(revive(key), revive(value));
          return map;
        }
        case "set": {
          const set = keep(new Set<unknown>());
          for (const value of first as unknown[]) set.add(revive(value));
          return set;
        }
        default:
          return keep(Object(revive(first)) as object);
      }
    };

    const revive = (value: unknown): unknown => {
      if (!Array.isArray(value)) return value;
      const [tag, detail] = value as [string, unknown];
      if (tag === "undefined") return undefined;
      if (tag === "number") return Number(detail);
      if (tag === "bigint") return BigInt(detail as string);
      return made[detail as number] ?? build(detail as number);
    };

    return revive(start);
  };

  return { encode, decode };
};
