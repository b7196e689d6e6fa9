// The table says what happened, failures and omissions included [ONE-05].
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { placed, render } from "./table.mjs";

const results = new Map([
  ["answers", { passed: true, said: "3.1 s" }],
  ["waits", { passed: false, said: "ended with 1: a | b\nc" }],
]);

test("shows a passed trial, one that failed and one that was never reached", () => {
  const row = render(["answers", "waits", "refuses"], [{ name: "Cline", version: "3", results }]).split("\n").at(-1);
  assert.equal(row, "| Cline 3 | 3.1 s | **failed**: ended with 1: a \\| b c | **failed**: not reached |");
});

test("shows a skipped client with its reason", () => {
  assert.match(render(["answers", "waits"], [{ name: "Zed", skip: "no window" }]), /\| Zed \| skipped: no window \|  \|$/);
});

test("replaces what is between the markers and nothing else", () => {
  const page = readFileSync(new URL("../../docs/ide/README.md", import.meta.url), "utf8");
  const once = placed(page, "ONE");
  assert.equal(placed(once, "TWO"), once.replace("ONE", "TWO"));
  assert.equal(once.split("## ").length, page.split("## ").length);
});

test("refuses a page without markers", () => {
  assert.throws(() => placed("# Page\n", "table"), /needs '<!-- clients-test: begin/);
});
