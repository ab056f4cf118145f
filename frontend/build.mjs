// Makes the static files of the libraries: node build.mjs OUT ICON...
import { build } from "esbuild";
import fs from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { PurgeCSS } from "purgecss";

const [target, ...icons] = process.argv.slice(2);
const out = `${target}.new`; // what was built before stays until the new is whole
const here = path.dirname(fileURLToPath(import.meta.url));
const modules = path.join(here, "node_modules");
const SOURCE_MAP = /\n?(\/\*# sourceMappingURL=.*?\*\/|\/\/# sourceMappingURL=.*)$/gm;
// Everything of Tabler that our own style sheets stand on; a class that is not here is not in the product.
const TABLER =
  "html body a abbr b button dd dl dt fieldset figcaption figure form h1 h2 h3 hr img input label legend " +
  "ol optgroup option p select small strong summary svg table tbody td textarea tfoot th thead tr ul " +
  "btn btn-primary d-block form-control form-select icon";
const BUNDLED = ["@tabler/core", "@tabler/icons-sprite", "echarts", "zrender", "tslib", "htmx.org"];
const LICENCE = /^(licen[cs]e|notice)(\.|$)/i;

const read = (name) => fs.readFileSync(path.join(modules, name), "utf8").replace(SOURCE_MAP, "");
const write = (name, text) => fs.writeFileSync(path.join(out, name), text);

async function styles() {
  const purge = new PurgeCSS();
  const [cut] = await purge.purge({
    content: [{ raw: TABLER, extension: "txt" }],
    css: [{ raw: read("@tabler/core/dist/css/tabler.min.css") }],
    variables: true, keyframes: true, fontFace: true,
    defaultExtractor: (text) => text.split(" "),
  });
  write("tabler.css", cut.css);
}

function sprite() {
  const all = ["", "-filled"].map((kind) => read(`@tabler/icons-sprite/dist/tabler-sprite${kind}.svg`)).join("");
  const symbols = icons.map((name) => {
    const found = all.match(new RegExp(`<symbol[^>]*id="tabler-${name}"[^]*?</symbol>`));
    if (!found) throw new Error(`There is no icon "${name}" in Tabler.`);
    return found[0]
      .replace(/<path[^>]*d="M0 0h24v24H0z"[^>]*>/, "")
      .replace(/<symbol[^>]*>/, (tag) => tag.replace(/ (?:fill|stroke[a-z-]*)="[^"]*"/g, "")); // our styles draw it
  });
  write("icons.svg", `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join("")}</svg>\n`);
}

function licences() {
  const text = BUNDLED.map((name) => {
    const about = JSON.parse(read(`${name}/package.json`));
    const files = fs.readdirSync(path.join(modules, name)).filter((file) => LICENCE.test(file)).sort();
    const words = files.map((file) => read(`${name}/${file}`).trim());
    // Tabler's package brings no file of its licence: its notice, and the same licence with its icons below.
    if (!words.length) words.push(read("@tabler/core/dist/css/tabler.min.css").match(/\/\*!([^]*?)\*\//)[1].trim());
    return [`${name} ${about.version} (${about.license})`, ...words].join("\n\n");
  });
  write("LICENSES.txt", text.join("\n\n" + "-".repeat(80) + "\n\n") + "\n");
}

fs.mkdirSync(out, { recursive: true });
await styles();
sprite();
licences();
write("htmx.js", read("htmx.org/dist/htmx.min.js"));
await build({
  entryPoints: [path.join(here, "charts.js")], outfile: path.join(out, "charts.js"),
  bundle: true, minify: true, format: "esm", target: "es2020", legalComments: "none",
});
fs.rmSync(target, { recursive: true, force: true });
fs.renameSync(out, target);
