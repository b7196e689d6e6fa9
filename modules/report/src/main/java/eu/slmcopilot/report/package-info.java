/** What an endpoint is, written for people and programs: service report, login banner, editor snippets. */
package eu.slmcopilot.report;
