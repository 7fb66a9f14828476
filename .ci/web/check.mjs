// Checks the HTML files given as arguments: see .ci/web/check.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { installed, isFragment, read, screens, show, start } from './browser.mjs';

const { HtmlValidate, StaticConfigLoader } = installed('html-validate');
const axeVersion = installed('axe-core').version;
const axeSource = readFileSync(installed.resolve('axe-core/axe.min.js'), 'utf8');

const axeOptions = {
    resultTypes: ['violations', 'incomplete'],
    runOnly: {
        type: 'tag',
        values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'EN-301-549', 'best-practice'],
    },
    // Of WCAG too, but off unless named: axe calls them experimental.
    rules: {
        'table-fake-caption': { enabled: true },
        'td-has-header': { enabled: true },
    },
};

function validator(name) {
    const path = fileURLToPath(new URL(name, import.meta.url));
    return new HtmlValidate(new StaticConfigLoader(JSON.parse(readFileSync(path, 'utf8'))));
}
const ofPages = validator('.htmlvalidate.json');
const ofFragments = validator('.htmlvalidate.fragment.json');

/** What html-validate and this script find in the file's text. */
async function inText(file, text) {
    const found = [];
    if (text.includes('[html-validate-')) {
        found.push({
            rule: 'text no-directive', element: 'comment', message: 'The page tells html-validate what to check',
        });
    }
    if (text.trim() === '') {
        found.push({ rule: 'text content', element: 'file', message: 'There is nothing in it' });
    }
    if (isFragment(file) && /<!doctype/i.test(text)) {
        found.push({ rule: 'text fragment', element: '!DOCTYPE', message: 'A fragment has no doctype' });
    }
    const report = await (isFragment(file) ? ofFragments : ofPages).validateString(text, file);
    for (const { messages } of report.results) {
        for (const { ruleId, line, column, selector, message } of messages) {
            const place = `line ${line}, column ${column}`;
            const element = selector ? `${selector} (${place})` : place;
            found.push({ rule: `html-validate ${ruleId}`, element, message });
        }
    }
    return found;
}

/** Runs in the page: what axe has no rule for. */
function look(width) {
    const found = [];
    const name = (element) => {
        if (element.id) return `#${element.id}`;
        const own = element.localName + [...element.classList].map((c) => `.${c}`).join('');
        const parent = element.parentElement;
        return parent && parent !== document.body && parent !== document.documentElement
            ? `${parent.id ? `#${parent.id}` : parent.localName} > ${own}`
            : own;
    };
    const scrolled = document.scrollingElement.scrollWidth;
    if (scrolled > width) {
        // Those that jut out themselves, not through a child or inside something that scrolls.
        const juts = (element) => element.getBoundingClientRect().right + scrollX > width + 0.5;
        const clipped = (element) => {
            for (let e = element.parentElement; e && e !== document.body; e = e.parentElement) {
                if (getComputedStyle(e).overflowX !== 'visible') return true;
            }
            return false;
        };
        const outside = [...document.body.querySelectorAll('*')]
            .filter((e) => juts(e) && !clipped(e) && ![...e.children].some(juts));
        found.push({
            rule: 'page no-horizontal-scroll',
            element: outside.slice(0, 3).map(name).join(', ') || 'body',
            message: `The page is ${scrolled} px wide on a screen of ${width} px`,
        });
    }
    for (const table of document.querySelectorAll('table:not([role=presentation], [role=none])')) {
        if (![...table.rows].some((row) => [...row.cells].some((cell) => cell.localName === 'th'))) {
            found.push({
                rule: 'page table-headers', element: name(table), message: 'The table has no header cell (th)',
            });
        }
    }
    return found;
}

/** Runs in the page: opens each box that scrolls, and makes all around it wide enough for it. */
function unfold() {
    const widest = new Map();
    for (const box of document.body.querySelectorAll('*')) {
        const { overflowX, overflowY } = getComputedStyle(box);
        if (!/auto|scroll/.test(`${overflowX} ${overflowY}`)) continue;
        const width = box.scrollWidth + box.offsetWidth - box.clientWidth;
        for (let e = box; e && e !== document.documentElement; e = e.parentElement) {
            widest.set(e, Math.max(width, widest.get(e) ?? 0));
        }
        for (const [property, value] of [['overflow', 'visible'], ['height', 'auto'], ['max-height', 'none']]) {
            box.style.setProperty(property, value, 'important');
        }
    }
    for (const [element, width] of widest) {
        element.style.setProperty('max-width', 'none', 'important');
        element.style.setProperty('min-width', `${width}px`, 'important');
    }
}

/** What axe says of one element: the rule's own words and the first reason. */
function said(result, node) {
    const reason = [...node.all, ...node.none, ...node.any][0]?.message;
    return (reason ? `${result.help}: ${reason}` : result.help).replace(/\s+/g, ' ');
}

/** What axe and this script find on one screen, and what axe leaves to a person. */
async function onScreen(browser, file, screen) {
    const { page, failed, close } = await show(browser, file, screen);
    try {
        const found = failed.map(({ url, error }) => ({
            rule: 'page request', element: url, message: `${error}: a page takes nothing but files that are there`,
        }));
        found.push(...await page.evaluate(look, screen.width));
        await page.evaluate(axeSource);
        const run = (options) => page.evaluate((o) => window.axe.run(document, o), options);
        const list = (results, kind) => results[kind].flatMap((result) => result.nodes.map((node) => ({
            rule: `axe ${result.id}`, element: node.target.flat().join(' '), message: said(result, node),
        })));
        const results = await run(axeOptions);
        found.push(...list(results, 'violations'));
        let doubts = list(results, 'incomplete');
        // Of what a scrolling box hides axe cannot tell the contrast: it is asked again with the
        // boxes open, and those answers count instead.
        const contrast = ({ rule }) => rule === 'axe color-contrast';
        if (doubts.some(contrast)) {
            await page.evaluate(unfold);
            const again = await run({ runOnly: { type: 'rule', values: ['color-contrast'] } });
            found.push(...list(again, 'violations'));
            doubts = [...doubts.filter((one) => !contrast(one)), ...list(again, 'incomplete')];
        }
        // A page without content or a run without rules must not pass for a good one.
        if (results.passes.length === 0) {
            found.push({ rule: 'axe', element: 'html', message: 'axe found nothing to check' });
        }
        return { found, doubts };
    } finally {
        await close();
    }
}

/**
 * One line for each finding, with the width if it was not found at all of them. Of many elements
 * with the same fault the first few are named.
 */
function lines(all) {
    const faults = new Map();
    for (const { rule, element, message, width } of all) {
        const fault = JSON.stringify([rule, message]);
        if (!faults.has(fault)) faults.set(fault, new Map());
        const elements = faults.get(fault);
        if (!elements.has(element)) elements.set(element, new Set());
        if (width) elements.get(element).add(width);
    }
    return [...faults].flatMap(([fault, elements]) => {
        const [rule, message] = JSON.parse(fault);
        const named = [...elements].slice(0, 5).map(([element, widths]) => {
            const some = widths.size > 0 && widths.size < screens.length;
            return `${rule}: ${element}: ${message}${some ? ` [at ${[...widths].join(', ')} px]` : ''}`;
        });
        const others = elements.size - named.length;
        return others > 0 ? [...named, `${rule}: the same at ${others} more`] : named;
    });
}

const files = process.argv.slice(2);
console.log(`html-validate ${installed('html-validate').version}, axe-core ${axeVersion}`);
const browser = await start();
console.log(`Chromium ${browser.version()} at ${screens.map((s) => `${s.width}x${s.height}`).join(' and ')}`);
let bad = 0;
try {
    for (const file of files) {
        const found = [];
        const doubts = [];
        try {
            found.push(...await inText(file, read(file)));
            for (const screen of screens) {
                const there = await onScreen(browser, file, screen);
                found.push(...there.found.map((one) => ({ ...one, width: screen.width })));
                doubts.push(...there.doubts.map((one) => ({ ...one, width: screen.width })));
            }
        } catch (error) {
            found.push({ rule: 'check', element: 'file', message: error.message });
        }
        if (found.length > 0) bad += 1;
        console.log(`${found.length > 0 ? 'FAIL' : 'ok  '} ${file}`);
        for (const line of lines(found)) console.log(`     ${line}`);
        for (const line of lines(doubts)) console.log(`     (axe cannot tell) ${line}`);
    }
} finally {
    await browser.close();
}
console.log(`${files.length - bad} of ${files.length} web pages have no error and no warning`);
process.exitCode = files.length > 0 && bad === 0 ? 0 : 1;
