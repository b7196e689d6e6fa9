// What a program with the AI SDK looks like; address and key by the variables of the guide for Node.
import { createOpenAICompatible } from "@ai-sdk/openai-compatible";
import { streamText } from "ai";

const copilot = createOpenAICompatible({
  name: "copilot",
  baseURL: process.env.OPENAI_BASE_URL,
  apiKey: process.env.OPENAI_API_KEY,
});
const answer = streamText({
  model: copilot(process.argv[2]),
  prompt: "Write a function that adds two numbers.",
  maxOutputTokens: 256,
  onError: ({ error }) => {
    console.error(`${error.name}: ${error.message} (status ${error.statusCode})`);
    process.exitCode = 1;
  },
});
for await (const text of answer.textStream) process.stdout.write(text);
console.log();
