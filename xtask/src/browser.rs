//! The browser's half: the wasm of crates/frontend, its glue, and the style sheet, as files for the server to embed.

use anyhow::{Context, Result, bail};
use std::path::{Path, PathBuf};
use wasm_bindgen_cli_support::Bindgen;

use crate::assets::{self, Files};
use crate::setup::{self, Npm};
use crate::sh::{Cmd, step};
use crate::workspace::Workspace;

const NAME: &str = "podarok";

/// How much work goes into it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Effort {
    /// Large, but soon there: `cargo xtask watch`.
    Quick,
    /// What tests and a trial run get: the wasm of a release, lightly compressed.
    Usual,
    /// What is delivered.
    Release,
}

impl Effort {
    fn profile(self) -> &'static str {
        match self {
            Self::Quick => "wasm-dev",
            Self::Usual | Self::Release => "wasm-release",
        }
    }

    fn brotli(self) -> Option<u32> {
        match self {
            Self::Quick => None,
            Self::Usual => Some(5),
            Self::Release => Some(11),
        }
    }
}

/// What rustc lets itself use of wasm by default.
const FEATURES: &[&str] = &[
    "--enable-bulk-memory",
    "--enable-bulk-memory-opt",
    "--enable-call-indirect-overlong",
    "--enable-multivalue",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-sign-ext",
];

pub fn build(ws: &Workspace, effort: Effort) -> Result<()> {
    let npm = setup::npm_tools(ws)?;
    let wasm = compile(ws, effort)?;
    let mut files = bind(ws, &npm, &wasm, effort)?;
    files.insert("main.css".to_owned(), style(ws, &npm)?);
    let fixed = ws.root.join("style/static");
    if fixed.is_dir() {
        files.extend(assets::read_dir(&fixed)?);
    }
    let dir = ws.site().join("assets");
    std::fs::create_dir_all(&dir).with_context(|| format!("cannot create {}", dir.display()))?;
    let notes = work_dir(ws).join("compressed");
    assets::publish(&dir, &files, effort.brotli(), &notes)?;
    print_size(&dir);
    Ok(())
}

fn work_dir(ws: &Workspace) -> PathBuf {
    ws.browser_target().join(NAME)
}

fn compile(ws: &Workspace, effort: Effort) -> Result<PathBuf> {
    step("browser half");
    let toolchain = setup::wasm(ws)?;
    toolchain
        .cargo(ws, "build")
        .args(["--package", "frontend", "--profile", effort.profile()])
        .hint("the browser's half does not compile")
        .run()?;
    Ok(ws.browser_target().join(setup::WASM_TARGET).join(effort.profile()).join("frontend.wasm"))
}

/// wasm-bindgen and wasm-opt, unless this very wasm has been through them.
fn bind(ws: &Workspace, npm: &Npm, wasm: &Path, effort: Effort) -> Result<Files> {
    let dir = work_dir(ws).join(effort.profile());
    let stamp = dir.with_extension("made-from");
    let made_from = made_from(npm, wasm)?;
    if std::fs::read_to_string(&stamp).is_ok_and(|was| was == made_from) {
        return assets::read_dir(&dir);
    }
    std::fs::remove_file(&stamp).ok();
    std::fs::remove_dir_all(&dir).ok();
    Bindgen::new()
        .input_path(wasm)
        .out_name(NAME)
        .web(true)?
        .typescript(false)
        .omit_default_module_path(false)
        .keep_debug(effort == Effort::Quick)
        .remove_name_section(effort != Effort::Quick)
        .remove_producers_section(true)
        .generate(&dir)
        .context("wasm-bindgen failed")?;
    if effort != Effort::Quick {
        step("wasm-opt");
        optimise(npm, &dir.join(format!("{NAME}_bg.wasm")))?;
    }
    let files = assets::read_dir(&dir)?;
    assets::write_if_changed(&stamp, made_from.as_bytes())?;
    Ok(files)
}

fn made_from(npm: &Npm, wasm: &Path) -> Result<String> {
    let bytes = std::fs::read(wasm).with_context(|| format!("cannot read {}", wasm.display()))?;
    let tools = std::fs::read(npm.dir.join("package-lock.json"))?;
    Ok(format!("{} {}", assets::hash(&bytes), assets::hash(&tools)))
}

fn optimise(npm: &Npm, wasm: &Path) -> Result<()> {
    let out = wasm.with_extension("opt");
    npm.node("binaryen/bin/wasm-opt").arg("-Oz").args(FEATURES).arg(wasm).arg("--output").arg(&out).run()?;
    std::fs::rename(&out, wasm).context("cannot replace the wasm by the optimised one")
}

fn style(ws: &Workspace, npm: &Npm) -> Result<Vec<u8>> {
    let source = ws.root.join("style/main.css");
    if !source.is_file() {
        bail!("{} is missing", source.display());
    }
    let out = work_dir(ws).join("main.css");
    Cmd::new(npm.dir.join("node_modules/lightningcss-cli/lightningcss"))
        .args(["--bundle", "--minify"])
        .arg(&source)
        .arg("--output-file")
        .arg(&out)
        .hint("mend the style sheet")
        .run()?;
    std::fs::read(&out).with_context(|| format!("cannot read {}", out.display()))
}

fn print_size(dir: &Path) {
    let size = |suffix: &str| {
        let file = dir.join(format!("{NAME}_bg.wasm{suffix}"));
        std::fs::metadata(file).map(|meta| kilobytes(meta.len()))
    };
    if let (Ok(raw), Ok(gzip), Ok(brotli)) = (size(""), size(".gz"), size(".br")) {
        step(&format!("wasm: {raw}, gzipped {gzip}, brotli {brotli}"));
    }
}

/// 1 kB is 1000 bytes.
pub fn kilobytes(bytes: u64) -> String {
    format!("{} kB", bytes.div_ceil(1000))
}
