// Nothing but the service's own origin is ever asked for: by what the pages report of themselves, and by
// the browser's own log of the network over all tests.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";

import { asked, close, netLog } from "../support/browser.js";
import { claim } from "../support/tools.js";

/** The services of the tests, by address; blobs are made by the page itself. */
const OWN = /^(blob:)?http:\/\/127\.0\.0\.1:\d+\//;

claim("origin: nothing but the service is ever asked for", async () => {
    assert.ok(asked.size > 5, "pages were opened");
    assert.deepEqual([...asked].filter((url) => !OWN.test(url) && !url.startsWith("data:")), [], "what pages asked for");

    await close();
    const log = JSON.parse(await readFile(netLog, "utf8"));
    const { URL_REQUEST_START_JOB: start } = log.constants.logEventTypes;
    const requests = log.events.filter(({ type, params }) => type === start && params?.url).map(({ params }) => params);
    assert.ok(requests.filter(({ url }) => OWN.test(url)).length > 20, "the log has what the pages asked for");
    const foreign = requests.filter((params) => isOfPage(params) && !OWN.test(params.url));
    assert.deepEqual(foreign.map(({ url }) => url), [], "what was asked for on behalf of a page");
    const names = log.events.map(({ params }) => params).filter((params) => params?.host && isOfPage(params));
    assert.deepEqual(names.map(({ host }) => host).filter((host) => !/^http:\/\/127\.0\.0\.1:/.test(host)), [], "names looked up for a page");
});

/** Whether a page caused it: Chromium looks for its own updates as well, on behalf of no site. */
function isOfPage({ initiator = "not an origin", network_anonymization_key: partition = "" }) {
    return initiator !== "not an origin" || partition.includes("127.0.0.1");
}
