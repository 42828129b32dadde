/* oxlint-disable no-underscore-dangle -- `_write` and `_final` are the names of Node's stream protocol */
/**
 * Stands in for `node:stream` in a browser: as much of a Writable as mailauth's message parser is one. It takes
 * chunks in order, one at a time, calls `_final` when they are through, and says `drain`, `finish` or `error`.
 */

type Done = (error?: Error | null) => void;
type Listener = (value?: unknown) => void;

export class Writable {
  #listeners = new Map<string, Set<Listener>>();
  #queue: Uint8Array[] = [];
  #busy = false;
  #ending = false;
  #failed = false;

  _write(_chunk: Uint8Array, _encoding: string, done: Done): void {
    done();
  }

  _final(done: Done): void {
    done();
  }

  on(event: string, listener: Listener): this {
    const listeners = this.#listeners.get(event) ?? new Set();
    this.#listeners.set(event, listeners.add(listener));
    return this;
  }

  once(event: string, listener: Listener): this {
    const once: Listener = (value) => {
      this.#listeners.get(event)?.delete(once);
      listener(value);
    };
    return this.on(event, once);
  }

  emit(event: string, value?: unknown): boolean {
    const listeners = [...(this.#listeners.get(event) ?? [])];
    for (const listener of listeners) listener(value);
    return listeners.length > 0;
  }

  /** False while earlier chunks are being worked on: the caller waits for `drain`. */
  write(chunk: Uint8Array): boolean {
    this.#queue.push(chunk);
    this.#work();
    return !this.#busy;
  }

  end(): this {
    this.#ending = true;
    this.#work();
    return this;
  }

  #work(): void {
    if (this.#busy || this.#failed) return;
    const chunk = this.#queue.shift();
    if (chunk) {
      this.#run((done) => this._write(chunk, 'buffer', done), 'drain');
    } else if (this.#ending) {
      this.#ending = false;
      this.#run((done) => this._final(done), 'finish');
    }
  }

  #run(step: (done: Done) => void, event: 'drain' | 'finish'): void {
    this.#busy = true;
    step((error) => {
      this.#busy = false;
      if (error) {
        this.#failed = true;
        this.emit('error', error);
        return;
      }
      if (event === 'finish' || this.#queue.length === 0) this.emit(event);
      this.#work();
    });
  }
}

/** Named by modules that are loaded and never run: `BodyHashStream` and the signing stream extend it. */
export class Transform extends Writable {}
export class PassThrough extends Writable {}
