// The whole product on this machine, as the processes it is: engine, `slm-copilot configure`, gateway.
import { execFile, spawn } from "node:child_process";
import { closeSync, mkdirSync, openSync, readFileSync, writeFileSync } from "node:fs";
import { get } from "node:https";
import { createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { promisify } from "node:util";

const run = promisify(execFile);
const JAVA = ["-XX:+UseSerialGC", "-Xmx512m", "-jar"];
const STARTING = 180_000;

/** Asks until the answer is true; false once the limit, in milliseconds, has passed. */
export async function until(limit, question) {
  const end = Date.now() + limit;
  for (;;) {
    if (await question()) return true;
    if (Date.now() > end) return false;
    await pause(100);
  }
}

const freePort = () =>
  new Promise((resolve, reject) => {
    const probe = createServer().on("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });

/** A copilot that listens on the loopback only; `Copilot.at` makes one. */
export class Copilot {
  #place;
  #ports;
  #ca;
  #children = [];

  constructor(place, ports) {
    this.#place = place;
    this.#ports = ports;
    this.ca = join(place.directory, "var/lib/slm-copilot/tls/ca.pem");
  }

  /**
   * One with ports of its own, not yet started.
   *
   * @param {{java: string, apps: string, directory: string, password: string, slots: number, delay: number}} place the
   *     Java to use, the folder of the apps, an empty folder for its files, the seconds that the engine takes before
   *     each answer
   */
  static async at(place) {
    mkdirSync(place.directory, { recursive: true });
    return new Copilot(place, { https: await freePort(), http: await freePort() });
  }

  /** Starts it and waits until it is ready; after a failure, `stop` is still the caller's to call. */
  async start() {
    const { directory, password, slots, delay } = this.#place;
    const portFile = join(directory, "engine.port");
    const pace = delay > 0 ? ["--first-byte-delay", String(delay)] : [];
    this.#spawn("engine", ["--port", "0", "--port-file", portFile, "--slots", String(slots), ...pace]);
    await this.#await("the engine", () => this.#port(portFile));
    this.engine = `http://127.0.0.1:${this.#port(portFile)}`;
    await this.#tool(
      ["configure", "--environment", "--listen", "127.0.0.1", "--https-port", String(this.#ports.https)].concat(
        ["--http-port", String(this.#ports.http), "--upstream", this.engine],
      ),
      { ONEAPP_COPILOT_PASSWORD: password, ONEAPP_COPILOT_PARALLEL_SLOTS: String(slots) },
    );
    this.#spawn("gatewayd", ["--root", directory]);
    const ready = async () => (await this.load().catch(() => null))?.model.state === "ready";
    // The gateway asks for one token before it believes in the model, and that one is late as well.
    await this.#await("the gateway", ready, STARTING + delay * 1000);
    this.#ca = readFileSync(this.ca);
    return this;
  }

  #port(file) {
    try {
      return readFileSync(file, "utf8").trim();
    } catch {
      return "";
    }
  }

  #jar(app) {
    return [...JAVA, join(this.#place.apps, app, "target", `${app}.jar`)];
  }

  #spawn(app, options) {
    const log = openSync(join(this.#place.directory, `${app}.log`), "a", 0o600);
    const child = spawn(this.#place.java, [...this.#jar(app), ...options], { stdio: ["ignore", log, log] });
    closeSync(log);
    this.#children.push({ app, child, ended: new Promise((resolve) => child.once("close", resolve)) });
  }

  async #await(what, question, limit = STARTING) {
    const dead = () => this.#children.find(({ child }) => child.exitCode !== null || child.signalCode !== null);
    if (!(await until(limit, async () => dead() || question())) || dead()) {
      throw new Error(`${what} did not start; the logs are in ${this.#place.directory}`);
    }
  }

  async #tool(words, environment = {}) {
    const { stdout } = await run(
      this.#place.java,
      [...this.#jar("configure"), "--root", this.#place.directory, ...words],
      { env: { ...process.env, ...environment } },
    );
    return stdout;
  }

  /** The report as JSON, naming localhost, because nothing listens on the address that a neighbour would use. */
  async report() {
    const report = JSON.parse(await this.#tool(["report", "--format", "json"]));
    report.endpoint.base_url = `https://localhost:${this.#ports.https}/v1`;
    return report;
  }

  /** What `slm-copilot connect` prints for a client with this report. */
  async guide(client, report) {
    const file = join(this.#place.directory, `${client}.report.json`);
    writeFileSync(file, JSON.stringify(report), { mode: 0o600 });
    return this.#tool(["connect", client, "--report", file, "--ca", this.ca]);
  }

  /** The ids of all clients that `slm-copilot connect` has a guide for, and their names. */
  async clients() {
    const list = await this.#tool(["connect", "--list"]);
    return list.trim().split("\n").map((line) => /^(\S+)\s+(.*?)(?: \(--write\))?$/.exec(line).slice(1));
  }

  /** The gateway's own account: `{model: {state}, queue: {running, waiting}}`. */
  load() {
    return new Promise((resolve, reject) => {
      const url = `https://localhost:${this.#ports.https}/health`;
      get(url, { ca: this.#ca ?? readFileSync(this.ca), signal: AbortSignal.timeout(10_000), agent: false }, async (answer) => {
        try {
          resolve(JSON.parse((await answer.toArray()).join("")));
        } catch (error) {
          reject(error);
        }
      }).on("error", reject);
    });
  }

  /** The engine's account: `{running, waiting, completed, cancelled}`. */
  async work() {
    return (await fetch(`${this.engine}/engine/stats`, { signal: AbortSignal.timeout(10_000) })).json();
  }

  /** How many requests hold a slot or wait for one, in the gateway and in the engine. */
  async busy() {
    const [{ queue }, engine] = await Promise.all([this.load(), this.work()]);
    return queue.running + queue.waiting + engine.running + engine.waiting;
  }

  /** Stops what was started, the last first. */
  async stop() {
    for (const { child, ended } of this.#children.reverse()) {
      child.kill("SIGTERM");
      const killer = setTimeout(() => child.kill("SIGKILL"), 20_000);
      await ended;
      clearTimeout(killer);
    }
    this.#children = [];
  }
}
