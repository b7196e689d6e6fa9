// The parser against the pages that the product prints [ONE-05].
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { read } from "./guide.mjs";

const page = (name) => read(readFileSync(new URL(`../../docs/ide/${name}.md`, import.meta.url), "utf8"));

test("finds Cline's file by the path that the text names, and no other block", () => {
  const { files, exports, commands } = page("cline-cli");
  assert.deepEqual(files.map(({ path }) => path), ["~/.cline/data/settings/providers.json"]);
  assert.equal(JSON.parse(files[0].text).providers["openai-compatible"].settings.contextWindow, 32768);
  assert.deepEqual(exports, ["export NODE_EXTRA_CA_CERTS=/etc/ssl/slm-copilot-ca.pem"]);
  assert.equal(commands.length, 1);
  assert.match(commands[0], /^cline -P openai-compatible -m devstral-small-2 "/);
});

test("saves Qwen Code's settings beside the variables that hold the key", () => {
  const { files, exports } = page("qwen-code");
  assert.deepEqual(files.map(({ path }) => path), ["~/.qwen/settings.json"]);
  assert.ok(exports.includes("export OPENAI_API_KEY=YOUR-PASSWORD"));
});

test("tells a program to save from the line that installs its package", () => {
  const { files, exports, commands } = page("node");
  assert.deepEqual(files.map(({ path }) => path), ["hello.mjs"]);
  assert.equal(exports.length, 3);
  assert.deepEqual(commands, []);
});

test("keeps both files of aider", () => {
  assert.deepEqual(
    page("aider").files.map(({ path }) => path),
    ["~/.aider.conf.yml", "~/.aider.model.metadata.json"],
  );
});

test("keeps a command of several lines whole, and one that is indented against history", () => {
  const { exports, commands } = page("curl");
  assert.deepEqual(exports, ["export SLM_COPILOT_PASSWORD='YOUR-PASSWORD'"]);
  assert.match(commands.at(-1), /^printf [^\n]+\n  curl -sSN[\s\S]+chat\/completions$/);
});

test("takes no command from the sections on certificates and faults", () => {
  for (const name of ["cline-cli", "continue", "opencode", "qwen-code", "aider", "curl"]) {
    for (const command of page(name).commands) assert.doesNotMatch(command, /openssl|json\.tool|install -m/);
  }
});

test("takes for each block the path that was named last before it", () => {
  const block = (text) => `\`\`\`json\n${text}\n\`\`\`\n`;
  const named = `Not \`~/old.json\` but \`~/one.json\`:\n\n${block(1)}\nThen \`~/two.json\`:\n\n${block(2)}\nAnd this:\n\n${block(3)}`;
  assert.deepEqual(read(named).files, [
    { path: "~/one.json", text: "1\n" },
    { path: "~/two.json", text: "2\n" },
    { path: "", text: "3\n" },
  ]);
});
