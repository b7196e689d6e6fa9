// What every client has to stand. Each trial gives `{passed, said}`; `said` goes into the table.
import { until } from "./copilot.mjs";

/** Seconds; generous, because a machine that runs this may be busy with more. */
const LIMITS = { answer: 480, refusal: 180, request: 180, freed: 15, gone: 20 };
// The gateway's own words first; some clients put theirs in their place.
const REFUSED = /password is wrong|\b401\b|unauthori[sz]ed|invalid[ _](?:api[ _])?(?:key|credentials)|authentication ?error/i;

const time = (seconds) => `${seconds.toFixed(seconds < 10 ? 1 : 0)} s`;
const passed = (said) => ({ passed: true, said });
const failed = (said) => ({ passed: false, said });

const lastLine = (session) => session.text().trim().split("\n").at(-1).slice(0, 160);

async function answer(session, limit) {
  const end = await session.start().endedWithin(limit);
  session.kill();
  if (!end) return { failure: `no end within ${limit} s` };
  if (end.code !== 0) return { failure: `ended with ${end.code}: ${lastLine(session)}` };
  if (!session.text().trim()) return { failure: "said nothing" };
  return end;
}

/** Answers that went all the way, once nothing of an earlier trial is left to add to them. */
async function answersBefore(copilot) {
  await until(LIMITS.freed * 1000, async () => (await copilot.busy()) === 0);
  return (await copilot.work()).completed;
}

/** A prompt gets its answer. */
export async function completes(session, copilot) {
  const before = await answersBefore(copilot);
  const { failure, seconds } = await answer(session, LIMITS.answer);
  if (failure) return failed(failure);
  const ours = await until(LIMITS.freed * 1000, async () => (await copilot.work()).completed > before);
  return ours ? passed(time(seconds)) : failed("asked another server");
}

/** So does one whose first token takes long, without a limit of the client's own cutting it. */
export async function waits(session, delay) {
  // A client may ask twice in a row, a title or a summary first.
  const { failure, seconds } = await answer(session, 3 * delay + LIMITS.answer);
  if (failure) return failed(failure);
  return seconds >= delay ? passed(time(seconds)) : failed(`ended after ${time(seconds)}, before any answer`);
}

/** A key that is wrong is called wrong, soon, and no work is done for it. */
export async function refuses(session, copilot) {
  const before = await answersBefore(copilot);
  const end = await session.start().endedWithin(LIMITS.refusal);
  session.kill();
  if (!end) return failed(`no end within ${LIMITS.refusal} s: ${lastLine(session)}`);
  if ((await copilot.work()).completed > before) return failed("was answered all the same");
  // An exit code alone may as well come from a program that did not get as far as asking.
  if (!REFUSED.test(session.text())) return failed(`exit code ${end.code}, and no word of it: ${lastLine(session)}`);
  return passed(`says so, exit code ${end.code}, ${time(end.seconds)}`);
}

/** Ctrl-C while the prompt is read frees the slots it held. */
export async function frees(session, copilot) {
  const before = await answersBefore(copilot);
  if ((await copilot.busy()) > 0) return failed("the slots were taken before it began");
  session.start();
  try {
    const asked = await until(LIMITS.request * 1000, async () => (await copilot.work()).running > 0);
    if (!asked) return failed(`no request within ${LIMITS.request} s: ${lastLine(session)}`);
    const pressed = Date.now();
    session.interrupt();
    const free = await until(LIMITS.freed * 1000, async () => (await copilot.busy()) === 0);
    if (!free) return failed(`slots still taken ${LIMITS.freed} s after`);
    const seconds = (Date.now() - pressed) / 1000;
    if ((await copilot.work()).completed > before) return failed("the engine went on to the end of the answer");
    const gone = await session.endedWithin(LIMITS.gone);
    return passed(`after ${time(seconds)}${gone ? "" : "; the program itself stays open"}`);
  } finally {
    session.kill();
  }
}
