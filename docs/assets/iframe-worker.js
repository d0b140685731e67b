// The search runs in a worker, which browsers do not start from a file. In pages that are opened as files, a hidden frame runs its script.
if (location.protocol === "file:") {
  window.Worker = class extends EventTarget {
    constructor(url) {
      super();
      this.frame = document.createElement("iframe");
      this.frame.hidden = true;
      document.body.append(this.frame);
      const { contentDocument: page, contentWindow: scope } = this.frame;
      const load = (address) =>
        new Promise((done, fail) => {
          const script = page.createElement("script");
          Object.assign(script, { src: address, onload: done, onerror: fail });
          page.body.append(script);
        });
      scope.importScripts = (...addresses) => addresses.reduce((before, each) => before.then(() => load(each)), Promise.resolve());
      scope.postMessage = (data) => this.dispatchEvent(new MessageEvent("message", { data }));
      this.scope = scope;
      this.ready = load(url);
    }

    postMessage(data) {
      this.ready.then(() => this.scope.dispatchEvent(new MessageEvent("message", { data })));
    }

    terminate() {
      this.frame.remove();
    }
  };
}
