/**
 * One end of contextBridge between the preload's world and the page's. Both worlds share the document, and a custom
 * event's detail crosses as a structured clone, at once: so functions can be called across and answer synchronously.
 */
export type BridgeEnd = {
  /** Makes values reachable from the other world as `window[key]`. Only the preload's end is asked to. */
  readonly expose: (key: string, api: unknown) => void;
  /** Sends something that is not a value to be proxied: the state of the window. */
  readonly signal: (name: string, detail: unknown) => void;
};

export type BridgeEndOptions = {
  /** Unguessable, the same at both ends: the names of the events. */
  readonly secret: string;
  readonly from: "preload" | "page";
  readonly to: "preload" | "page";
  readonly onExpose: (key: string, api: unknown) => void;
  readonly onSignal: (name: string, detail: unknown) => void;
};

/**
 * Self-contained: its source runs in the page. What crosses, as Electron documents for contextBridge: primitives and
 * cloneable values are copied; objects and arrays too, without their prototype; functions and promises are proxied; of
 * an error, only the message; symbols as keys are left out; deeper than 1000 is refused. Elements are refused here.
 */
export const createBridgeEnd = (options: BridgeEndOptions): BridgeEnd => {
  type Wire = { readonly [kind: string]: unknown };
  type AnyFunction = (...values: unknown[]) => unknown;
  const { document, CustomEvent, Promise, structuredClone } = globalThis;
  const dispatch = document.dispatchEvent.bind(document);
  const outgoing = `${options.secret}:${options.to}`;
  const incoming = `${options.secret}:${options.from}`;
  const MAX_DEPTH = 1000;

  /** Functions of this world that the other may call, and those of the other that are called from here. */
  const own: AnyFunction[] = [];
  const ownIds = new WeakMap<object, number>();
  const foreign = new Map<number, AnyFunction>();
  const foreignIds = new WeakMap<object, number>();
  const awaited = new Map<number, { resolve: (value: unknown) => void; reject: (reason: unknown) => void }>();
  const promiseIds = { next: 1 };
  let answer: Wire | undefined;

  const send = (message: Wire): void => void dispatch(new CustomEvent(outgoing, { detail: message }));

  const isPlain = (value: object): boolean =>
    !/ (Date|RegExp|Map|Set|WeakMap|WeakSet|ArrayBuffer|SharedArrayBuffer|DataView|\w+Array|Blob|File|FileList|ImageData|ImageBitmap|Boolean|Number|String)\]$/.test(
      Object.prototype.toString.call(value),
    );

  const toWire = (value: unknown, depth: number): Wire => {
    if (depth > MAX_DEPTH)
      throw new TypeError(
        "Electron contextBridge recursion depth exceeded.  Nested objects deeper than 1000 are not supported.",
      );
    if (typeof value === "symbol") throw new Error("An object could not be cloned.");
    if (typeof value === "function") {
      const theirs = foreignIds.get(value);
      if (theirs !== undefined) return { back: theirs };
      let id = ownIds.get(value);
      if (id === undefined) {
        id = own.push(value as AnyFunction) - 1;
        ownIds.set(value, id);
      }
      return { call: id };
    }
    if (typeof value !== "object" || value === null) return { plain: value };
    if (value instanceof Error) return { error: value.message };
    if (value instanceof Promise) {
      const id = promiseIds.next++;
      value.then(
        (result: unknown) => settle(id, true, result),
        (reason: unknown) => settle(id, false, reason),
      );
      return { promise: id };
    }
    if (Array.isArray(value)) return { list: value.map((item) => toWire(item, depth + 1)) };
    if (isPlain(value)) {
      if (value instanceof Node) throw new Error("An object could not be cloned.");
      const entries = Object.keys(value).map((key) => [key, toWire(Reflect.get(value, key), depth + 1)]);
      return { entries };
    }
    try {
      return { plain: structuredClone(value) };
    } catch {
      throw new Error("An object could not be cloned."); // Electron's words for whatever the clone refused
    }
  };

  const settle = (id: number, isFulfilled: boolean, value: unknown): void => {
    try {
      send({ settled: id, isFulfilled, value: toWire(value, 0) });
    } catch (error) {
      send({
        settled: id,
        isFulfilled: false,
        value: { error: error instanceof Error ? error.message : String(error) },
      });
    }
  };

  const proxyOf = (id: number): AnyFunction => {
    const known = foreign.get(id);
    if (known) return known;
    const proxy: AnyFunction = (...values) => {
      send({ called: id, values: values.map((value) => toWire(value, 0)) });
      const { thrown, value } = answer ?? {};
      answer = undefined;
      if (typeof thrown === "string") throw new Error(thrown);
      return fromWire(value as Wire);
    };
    foreign.set(id, proxy);
    foreignIds.set(proxy, id);
    return proxy;
  };

  const fromWire = (wire: Wire): unknown => {
    if ("back" in wire) return own[wire["back"] as number];
    if ("call" in wire) return proxyOf(wire["call"] as number);
    if ("error" in wire) return new Error(wire["error"] as string);
    if ("list" in wire) return (wire["list"] as Wire[]).map(fromWire);
    if ("promise" in wire)
      return new Promise((resolve, reject) => awaited.set(wire["promise"] as number, { resolve, reject }));
    if ("entries" in wire) {
      const made = {};
      for (const [key, value] of wire["entries"] as [string, Wire][])
        Object.defineProperty(made, key, {
          value: fromWire(value),
          writable: true,
          enumerable: true,
          configurable: true,
        });
      return made;
    }
    return wire["plain"];
  };

  /** Runs one of our functions for the other world; of what it throws only the message crosses. */
  const run = (id: number, values: readonly Wire[]): Wire => {
    try {
      return { value: toWire(own[id]?.(...values.map(fromWire)), 0) };
    } catch (error) {
      const message: unknown = typeof error === "object" && error !== null ? Reflect.get(error, "message") : undefined;
      const unknown =
        "An unknown exception occurred in the isolated context, an error occurred but a valid exception was not thrown.";
      return { thrown: typeof message === "string" ? message : unknown };
    }
  };

  document.addEventListener(incoming, (event) => {
    event.stopImmediatePropagation();
    const message = (event as CustomEvent<Wire>).detail;
    if ("called" in message) send({ returned: run(message["called"] as number, message["values"] as Wire[]) });
    else if ("returned" in message) answer = message["returned"] as Wire;
    else if ("settled" in message) {
      const waiting = awaited.get(message["settled"] as number);
      awaited.delete(message["settled"] as number);
      const value = fromWire(message["value"] as Wire);
      if (message["isFulfilled"] === true) waiting?.resolve(value);
      else waiting?.reject(value);
    } else if ("exposed" in message) {
      try {
        options.onExpose(message["exposed"] as string, fromWire(message["api"] as Wire));
      } catch (error) {
        send({ returned: { thrown: error instanceof Error ? error.message : String(error) } });
      }
    } else options.onSignal(message["signal"] as string, message["detail"]);
  });

  return {
    expose: (key, api) => {
      send({ exposed: key, api: toWire(api, 0) });
      const { thrown } = answer ?? {};
      answer = undefined;
      if (typeof thrown === "string") throw new Error(thrown);
    },
    signal: (name, detail) => send({ signal: name, detail }),
  };
};
