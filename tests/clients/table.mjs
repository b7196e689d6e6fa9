// The outcome as Markdown, and its place in a page.

const BEGIN = "<!-- clients-test: begin; written by make clients-test -->";
const END = "<!-- clients-test: end -->";

const cell = (text) => text.replaceAll("|", "\\|").replace(/\s+/g, " ").replaceAll("<", "&lt;");

/**
 * The table.
 *
 * @param {string[]} trials the columns
 * @param {{name: string, version?: string, skip?: string, results?: Map<string, {passed: boolean, said: string}>}[]} rows
 */
export function render(trials, rows) {
  const line = (cells) => `| ${cells.map(cell).join(" | ")} |`;
  return [
    line(["Client", ...trials]),
    line(["---", ...trials.map(() => "---")]),
    ...rows.map(({ name, version, skip, results }) =>
      line([
        [name, version].filter(Boolean).join(" "),
        ...trials.map((trial, at) => {
          if (skip) return at === 0 ? `skipped: ${skip}` : "";
          const { passed, said } = results.get(trial) ?? { passed: false, said: "not reached" };
          return passed ? said : `**failed**: ${said}`;
        }),
      ]),
    ),
  ].join("\n");
}

/** The page with this text between its markers; throws where there is no such pair. */
export function placed(page, text) {
  const from = page.indexOf(BEGIN);
  const to = page.indexOf(END, from);
  if (from < 0 || to < 0) throw new Error(`the page has no place for the table: it needs '${BEGIN}' and '${END}'`);
  return `${page.slice(0, from + BEGIN.length)}\n\n${text}\n\n${page.slice(to)}`;
}
