// Runs first in the page. Gradio makes functions out of texts, which the content security policy
// forbids. Which texts those are is known when the server starts, so their functions stand below
// as code, under what they would have been made of. Any other text goes to the browser's
// own Function and is refused there.

(() => {
  const key = (parts) => JSON.stringify(parts.map(String));
  const known = new Map(KNOWN.map(([parts, code]) => [key(parts), code]));
  const made = (parts) => known.get(key(parts));
  const lookedUp = (constructor) =>
    new Proxy(constructor, {
      apply: (target, self, parts) => made(parts) ?? Reflect.apply(target, self, parts),
      construct: (target, parts, self) => made(parts) ?? Reflect.construct(target, parts, self),
    });
  window.Function = lookedUp(Function);
  const asynchronous = Object.getPrototypeOf(async () => {});
  const value = lookedUp(asynchronous.constructor);
  Object.defineProperty(asynchronous, "constructor", { value, configurable: true });
})();
