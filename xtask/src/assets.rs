//! The files that the server embeds, each with its compressed forms beside it. What has not changed is not touched:
//! cargo looks at the dates.

use anyhow::{Context, Result};
use std::collections::{BTreeMap, BTreeSet};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::Write;
use std::path::{Path, PathBuf};

/// Below this, a header costs as much as compression saves.
const WORTH_COMPRESSING: usize = 1024;

/// Name (with `/`) to contents.
pub type Files = BTreeMap<String, Vec<u8>>;

pub fn hash(bytes: &[u8]) -> String {
    let mut hasher = DefaultHasher::new();
    bytes.hash(&mut hasher);
    format!("{:016x}", hasher.finish())
}

/// Every file below `dir`, by its path from there.
pub fn read_dir(dir: &Path) -> Result<Files> {
    let mut files = Files::new();
    for path in walk(dir)? {
        let name = path.strip_prefix(dir).unwrap_or(&path);
        let bytes = std::fs::read(&path).with_context(|| format!("cannot read {}", path.display()))?;
        files.insert(name.to_string_lossy().replace('\\', "/"), bytes);
    }
    Ok(files)
}

fn walk(dir: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    let entries = std::fs::read_dir(dir).with_context(|| format!("cannot read {}", dir.display()))?;
    for entry in entries {
        let path = entry?.path();
        if path.is_dir() {
            found.extend(walk(&path)?);
        } else {
            found.push(path);
        }
    }
    Ok(found)
}

/// Makes `dir` hold exactly these files and, with a brotli quality, their `.br` and `.gz`. `notes` is a file of ours that
/// remembers what was compressed, and how well: better than asked for is good enough.
pub fn publish(dir: &Path, files: &Files, quality: Option<u32>, notes: &Path) -> Result<()> {
    let old = read_notes(notes);
    let mut new = BTreeMap::new();
    let mut keep = BTreeSet::new();
    for (name, bytes) in files {
        let path = dir.join(name);
        write_if_changed(&path, bytes)?;
        keep.insert(path);
        let Some(quality) = quality.filter(|_| bytes.len() > WORTH_COMPRESSING) else {
            continue;
        };
        let (br, gz) = (dir.join(format!("{name}.br")), dir.join(format!("{name}.gz")));
        let hash = hash(bytes);
        let done = old.get(name).filter(|(was, done)| *was == hash && *done >= quality && br.is_file() && gz.is_file());
        let done = match done {
            Some((_, done)) => *done,
            None => {
                write_if_changed(&br, &brotli(bytes, quality)?)?;
                write_if_changed(&gz, &gzip(bytes)?)?;
                quality
            }
        };
        new.insert(name.clone(), (hash, done));
        keep.extend([br, gz]);
    }
    for path in walk(dir)? {
        if !keep.contains(&path) {
            std::fs::remove_file(&path).with_context(|| format!("cannot remove {}", path.display()))?;
        }
    }
    write_notes(notes, &new)
}

type Notes = BTreeMap<String, (String, u32)>;

fn read_notes(path: &Path) -> Notes {
    let text = std::fs::read_to_string(path).unwrap_or_default();
    text.lines()
        .filter_map(|line| {
            let mut words = line.split(' ');
            let (hash, quality) = (words.next()?, words.next()?.parse().ok()?);
            let name = words.collect::<Vec<_>>().join(" ");
            Some((name, (hash.to_owned(), quality)))
        })
        .collect()
}

fn write_notes(path: &Path, notes: &Notes) -> Result<()> {
    let lines = notes.iter().map(|(name, (hash, quality))| format!("{hash} {quality} {name}\n"));
    write_if_changed(path, lines.collect::<String>().as_bytes())
}

pub fn write_if_changed(path: &Path, bytes: &[u8]) -> Result<()> {
    if std::fs::read(path).is_ok_and(|old| old == bytes) {
        return Ok(());
    }
    if let Some(dir) = path.parent() {
        std::fs::create_dir_all(dir).with_context(|| format!("cannot create {}", dir.display()))?;
    }
    std::fs::write(path, bytes).with_context(|| format!("cannot write {}", path.display()))
}

fn brotli(bytes: &[u8], quality: u32) -> Result<Vec<u8>> {
    let params =
        brotli::enc::BrotliEncoderParams { quality: i32::try_from(quality)?, size_hint: bytes.len(), ..Default::default() };
    let mut out = Vec::new();
    brotli::BrotliCompress(&mut &bytes[..], &mut out, &params).context("brotli failed")?;
    Ok(out)
}

fn gzip(bytes: &[u8]) -> Result<Vec<u8>> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(bytes).context("gzip failed")?;
    encoder.finish().context("gzip failed")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files(pairs: &[(&str, &[u8])]) -> Files {
        pairs.iter().map(|(name, bytes)| ((*name).to_owned(), bytes.to_vec())).collect()
    }

    #[test]
    fn a_folder_holds_exactly_what_is_published() -> Result<()> {
        let temp = tempfile::tempdir()?;
        let (dir, notes) = (temp.path().join("assets"), temp.path().join("notes"));
        let large = vec![b'a'; 5000];
        publish(&dir, &files(&[("old.css", b"x"), ("a.js", &large)]), Some(5), &notes)?;
        publish(&dir, &files(&[("icons/i.svg", b"y"), ("a.js", &large)]), Some(5), &notes)?;
        let names: Vec<String> = read_dir(&dir)?.into_keys().collect();
        assert_eq!(names, ["a.js", "a.js.br", "a.js.gz", "icons/i.svg"]);
        Ok(())
    }

    #[test]
    fn compressed_forms_follow_the_contents_and_the_quality() -> Result<()> {
        let temp = tempfile::tempdir()?;
        let (dir, notes) = (temp.path().join("assets"), temp.path().join("notes"));
        let text: Vec<u8> = (0..4000u32).flat_map(|n| (n % 251).to_string().into_bytes()).collect();
        let br = || std::fs::read(dir.join("a.js.br"));
        publish(&dir, &files(&[("a.js", &text)]), Some(1), &notes)?;
        let quick = br()?;
        publish(&dir, &files(&[("a.js", &text)]), Some(11), &notes)?;
        let best = br()?;
        assert!(best.len() < quick.len());
        publish(&dir, &files(&[("a.js", &text)]), Some(1), &notes)?;
        assert_eq!(br()?, best, "better than asked for stays");
        publish(&dir, &files(&[("a.js", &text[1..])]), Some(1), &notes)?;
        let mut plain = Vec::new();
        brotli::BrotliDecompress(&mut &br()?[..], &mut plain)?;
        assert_eq!(plain, &text[1..]);
        publish(&dir, &files(&[("a.js", &text)]), None, &notes)?;
        assert!(br().is_err(), "a stale form would be served");
        Ok(())
    }
}
