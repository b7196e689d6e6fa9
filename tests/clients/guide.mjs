// A guide that `slm-copilot connect` printed, taken apart into what a reader does with it. A pure function over text.

const FENCE = /^```(\w*)\n([\s\S]*?)^```$/gm;
const PATH = /`(~\/[^`\s]+|[\w-]+\.(?:mjs|py))`/g;
const EXPORT = /^\s*export \w+=/;
const INSTALL = /^(?:npm|python3 -m pip) install /;

/**
 * Takes a guide apart.
 *
 * @param {string} markdown what `connect` printed
 * @returns {{files: {path: string, text: string}[], exports: string[], commands: string[]}} the files to save, with the
 *     path that the text before each one names (an empty one where it names none); the shell's lines that set variables;
 *     the commands under "Use", one block each, without those that install
 */
export function read(markdown) {
  const files = [];
  const exports = [];
  const commands = [];
  for (const section of markdown.split(/^(?=## )/m)) {
    let before = 0;
    for (const fence of section.matchAll(FENCE)) {
      const [block, language, text] = fence;
      const told = section.slice(before, fence.index);
      before = fence.index + block.length;
      if (language === "sh") {
        const lines = text.trimEnd().split("\n");
        exports.push(...lines.filter((line) => EXPORT.test(line)).map((line) => line.trim()));
        const command = lines.filter((line) => !EXPORT.test(line) && !INSTALL.test(line)).join("\n");
        if (section.startsWith("## Use") && command) commands.push(command);
      } else if (language !== "text" && language !== "") {
        files.push({ path: [...told.matchAll(PATH)].at(-1)?.[1] ?? "", text });
      }
    }
  }
  return { files, exports, commands };
}
