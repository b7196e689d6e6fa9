// The real `openai` package against a gateway: what an editor's own client does. Run by OpenAiPackageTest.
import assert from "node:assert/strict";
import { test } from "node:test";
import OpenAI, { AuthenticationError, NotFoundError, BadRequestError } from "openai";

const baseURL = process.env.GATEWAY_URL;
const apiKey = process.env.GATEWAY_PASSWORD;
const statsUrl = process.env.ENGINE_STATS_URL;
const model = "devstral-small-2";
const client = new OpenAI({ baseURL, apiKey, maxRetries: 0 });
const messages = [{ role: "user", content: "Write a Java method that adds two numbers." }];

const stats = async () => (await fetch(statsUrl)).json();

test("lists the model", async () => {
  const ids = [];
  for await (const entry of client.models.list()) ids.push(entry.id);
  assert.deepEqual(ids, [model]);
});

test("completes and counts usage", async () => {
  const answer = await client.chat.completions.create({ model, messages, max_tokens: 12 });
  assert.ok(answer.choices[0].message.content.length > 0);
  assert.equal(answer.usage.total_tokens, answer.usage.prompt_tokens + answer.usage.completion_tokens);
  assert.ok(answer.usage.completion_tokens <= 12);
  assert.ok(["length", "stop"].includes(answer.choices[0].finish_reason));
});

test("streams token by token, with usage at the end", async () => {
  const stream = await client.chat.completions.create({
    model, messages, max_tokens: 40, stream: true, stream_options: { include_usage: true },
  });
  let chunks = 0;
  let finish;
  let usage;
  for await (const chunk of stream) {
    if (chunk.choices[0]?.delta?.content) chunks++;
    finish = chunk.choices[0]?.finish_reason ?? finish;
    usage = chunk.usage ?? usage;
  }
  assert.ok(chunks > 5, `only ${chunks} chunks`);
  assert.ok(finish, "no finish_reason");
  assert.ok(usage.completion_tokens > 0);
});

test("aborts in mid-stream and the engine stops", async () => {
  const stream = await client.chat.completions.create({ model, messages, max_tokens: 20000, stream: true });
  let seen = 0;
  for await (const chunk of stream) {
    if (chunk.choices[0]?.delta?.content && ++seen === 5) break; // leaving the loop aborts the request
  }
  const left = Date.now();
  while ((await stats()).running !== 0) {
    assert.ok(Date.now() - left < 10_000, "the engine still runs long after the client left");
  }
  const after = (await stats()).tokens_generated;
  const again = await client.chat.completions.create({ model, messages, max_tokens: 4 });
  assert.ok(again.choices.length === 1);
  assert.ok((await stats()).tokens_generated - after <= 5, "the engine went on for the departed");
});

test("a wrong key is an AuthenticationError", async () => {
  const stranger = new OpenAI({ baseURL, apiKey: "wrong", maxRetries: 0 });
  await assert.rejects(() => stranger.models.list(), AuthenticationError);
});

test("an unknown model is a NotFoundError", async () => {
  await assert.rejects(
    () => client.chat.completions.create({ model: "gpt-4", messages }),
    NotFoundError,
  );
});

test("a prompt beyond the context is a BadRequestError with the right code and both numbers", async () => {
  const content = "int x = 0; ".repeat(40000);
  await assert.rejects(
    () => client.chat.completions.create({ model, messages: [{ role: "user", content }] }),
    (error) =>
      error instanceof BadRequestError && error.code === "context_length_exceeded" && /32768/.test(error.message),
  );
});
