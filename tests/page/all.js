// Every test of the page, in one process: one browser and one service for all of them. A module a
// claim; each registers its cases with node:test.

import { after } from "node:test";

import { close } from "./support/browser.js";
import { stop } from "./support/service.js";

import "./cases/forms.js";
import "./cases/typing.js";
import "./cases/keyboard.js";
import "./cases/range.js";
import "./cases/kept.js";
import "./cases/away.js";
import "./cases/tabs.js";
import "./cases/files.js";
import "./cases/hostile.js";
import "./cases/speed.js";
import "./cases/access.js";
import "./cases/looks.js";
import "./cases/names.js";
// Last: what the browser's own log says of all the others.
import "./cases/origin.js";

after(async () => {
    await close();
    await stop();
});
