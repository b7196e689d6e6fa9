// The programs that are run, and why the others are not.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** Guides without a program that a test can run, and the reason; one that is in neither list is shown as unknown. */
const NOT_RUN = {
  cline: "needs VS Code's window; its file is the one of Cline on the command line",
  jetbrains: "needs an IDE's window",
  zed: "needs its window",
  openhands: "needs a browser and containers",
};

/**
 * All clients, those that cannot run included.
 *
 * @param {{here: string, python: string, model: string}} place this folder, the folder of Python's environments, the
 *     model's id
 * @returns {{id: string, name: string, guide: string, skip?: string}[]} what `Session` needs and more: `version`, and
 *     `skip`, the reason, where it cannot be run
 */
export function all({ here, python, model }) {
  const modules = join(here, "node_modules");
  const npm = (id, name, pack, more) => {
    const file = join(modules, pack, "package.json");
    const missing = existsSync(file) ? {} : { skip: `npm could not install ${pack}` };
    const version = missing.skip ? "" : JSON.parse(readFileSync(file, "utf8")).version;
    return { id, name, guide: id, version, ...missing, ...more };
  };
  const pip = (id, name, more) => {
    const home = join(python, id);
    const said = (file) => (existsSync(join(home, file)) ? readFileSync(join(home, file), "utf8").trim() : "");
    const missing = said("version") ? {} : { skip: said("reason") || "make/clients-test.sh has not installed it" };
    return { id, name, guide: id, version: said("version"), path: join(home, "bin"), ...missing, ...more };
  };
  return [
    npm("cline-cli", "Cline (command line)", "cline", {
      files: { "~/.cline/data/settings/global-settings.json": '{"telemetryOptOut":true,"autoUpdateEnabled":false}' },
    }),
    npm("opencode", "OpenCode", "opencode-ai"),
    npm("continue", "Continue (command line)", "@continuedev/cli"),
    // Half of its instructions, as its guide advises for a CPU.
    npm("qwen-code", "Qwen Code", "@qwen-code/qwen-code", { options: "--bare" }),
    npm("node", "openai for Node", "openai", { modules, command: "exec node hello.mjs" }),
    npm("ai-sdk", "AI SDK (Vercel)", "ai", {
      guide: "node",
      modules,
      files: { "ask.mjs": readFileSync(join(here, "ai-sdk.mjs"), "utf8") },
      command: `exec node ask.mjs ${model}`,
    }),
    pip("python", "openai for Python", { saveAs: "hello.py", command: "exec python hello.py" }),
    pip("aider", "aider"),
    { id: "curl", name: "curl", guide: "curl", version: "" },
  ];
}

/** Those that have a guide and are not run, with the reason. */
export function notRun(guides, clients) {
  return guides
    .filter(([id]) => !clients.some(({ guide }) => guide === id))
    .map(([id, name]) => ({ id, name, skip: NOT_RUN[id] ?? "nobody has written down how to run it" }));
}
