// One run of one client: a home and a project of its own, its files as the guide says, its command as the guide says.
import { execFileSync, spawn } from "node:child_process";
import { closeSync, mkdirSync, openSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { read } from "./guide.mjs";

const README = "# Adder\n\nOne function, `add(a, b)`, in `adder.mjs`.\n";
const SOURCE = "export const add = (a, b) => a + b;\n";

/** What a client's programs are told about themselves: no telemetry, no updates. Nothing else of this process's own. */
const QUIET = {
  CI: "1",
  DO_NOT_TRACK: "1",
  CONTINUE_METRICS_ENABLED: "0",
  CONTINUE_CLI_ENABLE_TELEMETRY: "0",
  OPENCODE_DISABLE_AUTOUPDATE: "1",
  OPENCODE_DISABLE_LSP_DOWNLOAD: "1",
  OPENCODE_DISABLE_MODELS_FETCH: "1",
  OPENCODE_DISABLE_SHARE: "1",
  LANG: "C.UTF-8",
  TERM: "dumb",
  NO_COLOR: "1",
};

/** A session; `start` begins it, `ended` gives `{code, seconds}`. */
export class Session {
  #child;
  #began;

  /**
   * @param {{id: string, command?: string, saveAs?: string, modules?: string, path?: string, options?: string, files?: object}} client
   * @param {string} guide what `slm-copilot connect` printed
   * @param {{directory: string, path: string}} place an own folder, and where programs are
   */
  constructor(client, guide, place) {
    this.output = join(place.directory, "output.txt");
    this.home = join(place.directory, "home");
    this.project = join(place.directory, "project");
    this.script = join(place.directory, "start.sh");
    this.environment = {
      ...QUIET,
      PATH: client.path ? `${client.path}:${place.path}` : place.path,
      HOME: this.home,
      TMPDIR: join(place.directory, "tmp"),
    };
    rmSync(place.directory, { recursive: true, force: true });
    mkdirSync(place.directory, { recursive: true, mode: 0o700 });
    for (const folder of [this.home, this.project, this.environment.TMPDIR]) mkdirSync(folder);
    this.#prepare(client, read(guide));
  }

  #prepare(client, { files, exports, commands }) {
    // Agents look upwards for a repository and write into it; without one here it would be ours.
    execFileSync("git", ["init", "--quiet"], { cwd: this.project, env: this.environment });
    writeFileSync(join(this.project, "README.md"), README);
    writeFileSync(join(this.project, "adder.mjs"), SOURCE);
    // An SDK's program looks for its package beside itself; an agent would read all of it.
    if (client.modules) symlinkSync(client.modules, join(this.project, "node_modules"));
    for (const [path, text] of Object.entries(client.files ?? {})) this.#save(path, text);
    for (const { path, text } of files) this.#save(path || client.saveAs, text);
    const command = client.command ?? commands.at(-1)?.replace(/^\S+/, (program) => [program, client.options].join(" "));
    if (!command) throw new Error(`the guide for ${client.id} prints no command to use`);
    // The variables hold the key, so the file is for its owner only.
    writeFileSync(this.script, [...exports, command, ""].join("\n"), { mode: 0o600 });
  }

  #save(path, text) {
    const file = path.startsWith("~/") ? join(this.home, path.slice(2)) : join(this.project, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text, { mode: 0o600 });
  }

  /** Starts it in a process group of its own, as a shell does with a foreground job. */
  start() {
    const out = openSync(this.output, "w", 0o600);
    // A parent in the background may have Ctrl-C ignored, and its children would inherit that.
    this.#child = spawn("env", ["--default-signal=INT", "bash", "-o", "pipefail", this.script], {
      cwd: this.project,
      env: this.environment,
      stdio: ["ignore", out, out],
      detached: true,
    });
    closeSync(out);
    this.#began = process.hrtime.bigint();
    this.ended = new Promise((resolve) =>
      this.#child.once("close", (code, signal) => resolve({ code: code ?? signal, seconds: this.seconds() })),
    );
    return this;
  }

  seconds() {
    return Number(process.hrtime.bigint() - this.#began) / 1e9;
  }

  /** How it ended, or null when it has not within so many seconds. */
  async endedWithin(seconds) {
    let timer;
    const late = new Promise((resolve) => {
      timer = setTimeout(resolve, seconds * 1000, null);
    });
    const end = await Promise.race([this.ended, late]);
    clearTimeout(timer);
    return end;
  }

  /** What a Ctrl-C in its terminal does: the signal to the whole group. */
  interrupt() {
    this.#signal("SIGINT");
  }

  /** Ends whatever is left of it. */
  kill() {
    this.#signal("SIGKILL");
  }

  #signal(name) {
    if (!this.#child) return;
    try {
      process.kill(-this.#child.pid, name);
    } catch (error) {
      if (error.code !== "ESRCH") throw error;
    }
  }

  /** What it has said so far, without colours and without this machine's folders, which mean nothing to a reader. */
  text() {
    const said = readFileSync(this.output, "utf8").replace(/\u001b\[[\d;?]*[A-Za-z]/g, "");
    return said.replaceAll(dirname(this.output), "").replaceAll(import.meta.dirname, "");
  }
}
