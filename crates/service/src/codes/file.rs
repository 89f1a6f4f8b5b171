//! Files of codes: CSV and XLSX, read row by row, with caps on everything that a small file can blow up.

use std::io::{self, Cursor, Read};

use calamine::{DataRef, Reader as _, Xlsx, XlsxError};
use engine::code;
use zip::ZipArchive;

use crate::{Error, input};

/// Bytes of a file.
pub const LARGEST_FILE: usize = 64 * 1024 * 1024;
/// Rows with something in them.
const MOST_ROWS: usize = 1_000_000;
/// Cells that are looked at: what is beyond is no list of codes.
const MOST_CELLS: u64 = 20_000_000;
/// What the sheets of a workbook may come to when they are unzipped: they are read as they come.
const LARGEST_SHEETS: u64 = 512 * 1024 * 1024;
/// The same for everything else, of which most is held in memory, several times its size.
const LARGEST_REST: u64 = 64 * 1024 * 1024;
/// Files within a workbook.
const MOST_PARTS: usize = 10_000;

/// The column that has the codes, as it may be called.
const HEADERS: [&str; 4] = ["code", "код", "promocode", "промокод"];

/// A code and its line, from 1.
pub(super) type Line = (u64, String);

/// The codes of a file, untrimmed; none of rows in which there is nothing at all.
///
/// # Errors
/// What is wrong with the file as a whole, at the place `file`.
pub(super) fn read(bytes: &[u8]) -> Result<Vec<Line>, Error> {
    if bytes.len() > LARGEST_FILE {
        return Err(wrong("файл больше 64 МБ", "is larger than 64 MB"));
    }
    // Every zip begins so.
    if bytes.starts_with(b"PK\x03\x04") { read_xlsx(bytes) } else { read_csv(bytes) }
}

fn wrong(ru: impl Into<String>, en: impl Into<String>) -> Error {
    input::problem("file", ru, en)
}

/// Rows as they come: the first one may say which column it is.
#[derive(Default)]
struct Lines {
    column: Option<usize>,
    lines: Vec<Line>,
    cells: u64,
}

impl Lines {
    fn row<'a>(&mut self, line: u64, cells: impl Iterator<Item = &'a str> + Clone) -> Result<(), Error> {
        self.cells += cells.clone().count() as u64;
        if self.cells > MOST_CELLS {
            return Err(wrong("слишком много ячеек: оставьте столбец с кодами", "has too many cells: leave the column of codes"));
        }
        if cells.clone().all(|cell| cell.trim().is_empty()) {
            return Ok(());
        }
        let column = match self.column {
            Some(column) => column,
            None => {
                let header = cells.clone().position(|cell| HEADERS.contains(&code::key(cell).as_str()));
                self.column = Some(header.unwrap_or(0));
                if header.is_some() {
                    return Ok(());
                }
                0
            }
        };
        if self.lines.len() >= MOST_ROWS {
            return Err(wrong("больше 1 000 000 строк", "has more than 1,000,000 rows"));
        }
        let mut cells = cells;
        self.lines.push((line, plain(cells.nth(column).unwrap_or_default()).to_owned()));
        Ok(())
    }
}

/// Without what an export puts before a cell that a spreadsheet would calculate.
fn plain(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(rest) if super::export::is_formula(rest) => rest,
        _ => cell,
    }
}

/// Commas, semicolons or tabs, whichever the first line has.
fn read_csv(bytes: &[u8]) -> Result<Vec<Line>, Error> {
    let text = std::str::from_utf8(bytes).map_err(|error| {
        let line = bytes.get(..error.valid_up_to()).unwrap_or_default().iter().filter(|byte| **byte == b'\n').count() + 1;
        wrong(
            format!("строка {line}: файл не в UTF-8. Сохраните его как «CSV UTF-8» или как XLSX"),
            format!("line {line}: is not UTF-8. Save it as “CSV UTF-8”, or as XLSX"),
        )
    })?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let first = text.lines().next().unwrap_or_default();
    let delimiter = [';', '\t'].into_iter().find(|sign| first.contains(*sign)).unwrap_or(',');
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(u8::try_from(delimiter).unwrap_or(b','))
        .from_reader(text.as_bytes());
    let (mut lines, mut record) = (Lines::default(), csv::StringRecord::new());
    while reader.read_record(&mut record).map_err(|error| unreadable(&error))? {
        lines.row(record.position().map_or(0, |position| line_of(text, position)), record.iter())?;
    }
    Ok(lines.lines)
}

/// The reader passes over empty lines, and places a row before them.
fn line_of(text: &str, position: &csv::Position) -> u64 {
    let from = usize::try_from(position.byte()).unwrap_or(usize::MAX);
    let rest = text.as_bytes().get(from..).unwrap_or_default();
    let passed = rest.iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).filter(|byte| **byte == b'\n').count();
    position.line() + passed as u64
}

/// The first sheet of a workbook.
fn read_xlsx(bytes: &[u8]) -> Result<Vec<Line>, Error> {
    check_size(bytes)?;
    let mut workbook: Xlsx<_> =
        calamine::open_workbook_from_rs(Cursor::new(bytes)).map_err(|error: XlsxError| unreadable(&error))?;
    let sheet = workbook.sheet_names().into_iter().next();
    let sheet = sheet.ok_or_else(|| wrong("в книге нет листов", "has no sheets"))?;
    // Never the whole range at once: a file of a kilobyte can say that it has a billion cells.
    let mut cells = workbook.worksheet_cells_reader(&sheet).map_err(|error| unreadable(&error))?;
    let mut lines = Lines::default();
    let mut current: (u32, Vec<String>) = (0, Vec::new());
    while let Some(cell) = cells.next_cell().map_err(|error| unreadable(&error))? {
        let (row, column) = cell.get_position();
        if row != current.0 {
            lines.row(u64::from(current.0) + 1, current.1.iter().map(String::as_str))?;
            current = (row, Vec::new());
        }
        let column = usize::try_from(column).unwrap_or(usize::MAX);
        // Wider than any list of codes.
        if column >= 1_000 {
            continue;
        }
        if current.1.len() <= column {
            current.1.resize(column + 1, String::new());
        }
        current.1[column] = text(cell.get_value());
    }
    lines.row(u64::from(current.0) + 1, current.1.iter().map(String::as_str))?;
    Ok(lines.lines)
}

/// What a cell shows; codes of digits alone are often numbers.
fn text(value: &DataRef<'_>) -> String {
    match value {
        DataRef::Int(number) => number.to_string(),
        // Whole numbers are shown without a point.
        DataRef::Float(number) => number.to_string(),
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text.clone(),
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Bool(true) => "TRUE".to_owned(),
        DataRef::Bool(false) => "FALSE".to_owned(),
        // A date is no code; whoever has codes that look so keeps them as text.
        DataRef::DateTime(_) | DataRef::Error(_) | DataRef::Empty => String::new(),
    }
}

/// Unzips everything and keeps nothing: what the file says of its sizes need not be true.
fn check_size(bytes: &[u8]) -> Result<(), Error> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| unreadable(&error))?;
    let too_large = || wrong("в распакованном виде файл слишком велик", "is too large when it is unzipped");
    if archive.len() > MOST_PARTS {
        return Err(too_large());
    }
    let (mut sheets, mut rest) = (0, 0);
    for index in 0..archive.len() {
        let part = archive.by_index(index).map_err(|error| unreadable(&error))?;
        let name = part.name().map_err(|error| unreadable(&error))?;
        let is_sheet = name.to_ascii_lowercase().contains("worksheets/");
        let (size, most) = if is_sheet { (&mut sheets, LARGEST_SHEETS) } else { (&mut rest, LARGEST_REST) };
        *size += io::copy(&mut part.take(most - *size + 1), &mut io::sink()).map_err(|error| unreadable(&error))?;
        if *size > most {
            return Err(too_large());
        }
    }
    Ok(())
}

fn unreadable(error: &dyn std::error::Error) -> Error {
    wrong(format!("файл не читается: {error}"), format!("cannot be read: {error}"))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use std::io::Write as _;

    use rust_xlsxwriter::Workbook;
    use zip::{ZipWriter, write::SimpleFileOptions};

    use super::*;

    fn lines(bytes: &[u8]) -> Vec<(u64, String)> {
        read(bytes).unwrap()
    }

    fn line(number: u64, code: &str) -> Line {
        (number, code.to_owned())
    }

    fn problem(bytes: &[u8]) -> String {
        read(bytes).unwrap_err().told().problems.0[0].en.clone()
    }

    #[test]
    fn csv_with_and_without_a_header_and_whatever_stands_between() {
        let expected = [line(1, "A1"), line(3, "B2")];
        assert_eq!(lines(b"A1\n\nB2\n"), expected);
        assert_eq!(lines(b"A1,x\r\n,\r\nB2,y\r\n"), expected);
        let with_header = [line(2, "A1"), line(3, ""), line(4, "B;2")];
        assert_eq!(lines("\u{feff}Кто;Код\nанна;A1\nборис;\nвера;\"B;2\"\n".as_bytes()), with_header);
        assert_eq!(lines(b"n\tCODE\n1\tA1\n"), [line(2, "A1")]);
        assert_eq!(lines(b""), []);
        assert_eq!(lines(b"'=A1\n'B\n"), [line(1, "=A1"), line(2, "'B")]);
    }

    #[test]
    fn a_file_of_another_alphabet_is_told_so_with_its_line() {
        assert!(problem(b"A1\nB2\n\xca\xce\xc4\n").starts_with("line 3: is not UTF-8"));
    }

    fn workbook(write: impl FnOnce(&mut rust_xlsxwriter::Worksheet)) -> Vec<u8> {
        let mut workbook = Workbook::new();
        write(workbook.add_worksheet());
        workbook.save_to_buffer().unwrap()
    }

    #[test]
    fn the_first_sheet_of_a_workbook_with_texts_and_numbers() {
        let bytes = workbook(|sheet| {
            sheet.write_string(0, 1, "Code").unwrap();
            sheet.write_string(1, 1, "A1").unwrap();
            sheet.write_number(3, 1, 1234567).unwrap();
            sheet.write_string(4, 0, "no code").unwrap();
            sheet.write_string(1_048_575, 1, "Z9").unwrap();
        });
        assert_eq!(lines(&bytes), [line(2, "A1"), line(4, "1234567"), line(5, ""), line(1_048_576, "Z9")]);
        // A cell in the last corner of a sheet takes no memory for those before it.
        let corner = workbook(|sheet| {
            sheet.write_string(1_048_575, 16_383, "Z9").unwrap();
        });
        assert_eq!(lines(&corner), []);
    }

    #[test]
    fn what_is_small_and_unzips_to_much_is_refused() {
        let bomb = |name: &str, size: u64| {
            let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
            zip.start_file(name, SimpleFileOptions::default()).unwrap();
            let zeros = vec![b' '; 1 << 20];
            for _ in 0..size >> 20 {
                zip.write_all(&zeros).unwrap();
            }
            zip.finish().unwrap().into_inner()
        };
        let bytes = bomb("xl/sharedStrings.xml", LARGEST_REST + (1 << 20));
        assert!(bytes.len() < 1 << 20, "{}", bytes.len());
        assert_eq!(problem(&bytes), "is too large when it is unzipped");
        assert!(problem(&bomb("anything", 1 << 20)).starts_with("cannot be read"));
        assert!(problem(b"PK\x03\x04 and no more").starts_with("cannot be read"));
    }

    #[test]
    fn more_rows_than_a_million_are_refused() {
        let mut text = "A\n".repeat(MOST_ROWS);
        assert_eq!(lines(text.as_bytes()).len(), MOST_ROWS);
        text.push('A');
        assert_eq!(problem(text.as_bytes()), "has more than 1,000,000 rows");
    }
}
