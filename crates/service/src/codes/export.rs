//! Codes as a file: page by page, so that a million of them takes no memory.

use engine::{Moment, code};
use rust_xlsxwriter::{Workbook, XlsxError};
use store::{CodeState, CodesWanted, PoolCodeRow};

use super::{CodesInput, LARGEST_PAGE, stored_state};
use crate::{Error, Permit, Publish, Service};

const COLUMNS: [&str; 8] =
    ["code", "state", "made_at", "owner", "given_at", "redeemed_by", "redeemed_by_customer", "redeemed_at"];
/// Rows of a sheet besides its header: spreadsheets have 1,048,576.
const SHEET_ROWS: u32 = 1_000_000;

/// What is exported to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileKind {
    Csv,
    Xlsx,
}

/// The codes of a pool, piece by piece.
pub struct CodesExport {
    service: Service,
    pool: String,
    state: Option<CodeState>,
    prefix: String,
    after: Option<String>,
    kind: Kind,
    is_over: bool,
}

enum Kind {
    /// Whether the header is written.
    Csv(bool),
    Xlsx(Box<Sheets>),
}

/// A workbook of which the rows that are written are in a file already.
struct Sheets {
    workbook: Workbook,
    sheets: usize,
    /// The next row of the last sheet.
    row: u32,
}

impl Service {
    /// Begins an export; the log is told of it. What changes meanwhile may be in it or not.
    ///
    /// # Errors
    /// [`contract::ErrorCode::NotFound`].
    pub async fn export_codes(
        &self,
        permit: &Permit<Publish>,
        pool: &str,
        input: &CodesInput,
        kind: FileKind,
    ) -> Result<CodesExport, Error> {
        let CodesInput { state, search, after, limit: _ } = input;
        self.has_pool(pool).await?;
        let tx = self.inner.store.begin().await?;
        let what = serde_json::json!({ "state": state, "all": search.is_empty() });
        self.audit_of_pool(&tx, permit.actor(), "export", pool, what).await?;
        tx.commit().await?;
        let kind = match kind {
            FileKind::Csv => Kind::Csv(false),
            FileKind::Xlsx => Kind::Xlsx(Box::new(Sheets { workbook: Workbook::new(), sheets: 0, row: 0 })),
        };
        Ok(CodesExport {
            service: self.clone(),
            pool: pool.to_owned(),
            state: state.map(stored_state),
            prefix: code::key(search),
            after: after.as_deref().map(code::key),
            kind,
            is_over: false,
        })
    }
}

impl CodesExport {
    /// The next piece of the file; none where it is whole. A workbook comes in one piece.
    ///
    /// # Errors
    /// Where the database is away: the file is not whole.
    pub async fn next(&mut self) -> Result<Option<Vec<u8>>, Error> {
        while !self.is_over {
            let rows = self.page().await?;
            if let Kind::Csv(has_header) = &mut self.kind {
                let header = !std::mem::replace(has_header, true);
                return Ok(Some(csv(&rows, header)?));
            }
            self.write_sheets(rows).await?;
        }
        match std::mem::replace(&mut self.kind, Kind::Csv(true)) {
            Kind::Csv(_) => Ok(None),
            Kind::Xlsx(mut sheets) => {
                let saved = tokio::task::spawn_blocking(move || {
                    if sheets.sheets == 0 {
                        sheets.begin()?;
                    }
                    sheets.workbook.save_to_buffer()
                });
                Ok(Some(blocking(saved.await)?))
            }
        }
    }

    async fn page(&mut self) -> Result<Vec<PoolCodeRow>, Error> {
        let Self { service, pool, state, prefix, after, .. } = self;
        let wanted = CodesWanted { pool, state: *state, prefix, after: after.as_deref(), most: LARGEST_PAGE };
        let rows = service.inner.store.codes_of_pool(&wanted).await?;
        self.is_over = (rows.len() as u64) < LARGEST_PAGE;
        if let Some(last) = rows.last() {
            self.after = Some(code::key(&last.code));
        }
        Ok(rows)
    }

    async fn write_sheets(&mut self, rows: Vec<PoolCodeRow>) -> Result<(), Error> {
        let Kind::Xlsx(mut sheets) = std::mem::replace(&mut self.kind, Kind::Csv(true)) else { return Ok(()) };
        let written = tokio::task::spawn_blocking(move || {
            rows.iter().try_for_each(|row| sheets.write(row))?;
            Ok(sheets)
        });
        self.kind = Kind::Xlsx(blocking(written.await)?);
        Ok(())
    }
}

fn blocking<T>(written: Result<Result<T, XlsxError>, tokio::task::JoinError>) -> Result<T, Error> {
    let doing = "writing a workbook";
    written.map_err(|error| Error::internal(doing, error))?.map_err(|error| Error::internal(doing, error))
}

impl Sheets {
    fn begin(&mut self) -> Result<(), XlsxError> {
        let sheet = self.workbook.add_worksheet_with_constant_memory()?;
        for (column, title) in (0..).zip(COLUMNS) {
            sheet.write_string(0, column, title)?;
        }
        (self.sheets, self.row) = (self.sheets + 1, 1);
        Ok(())
    }

    fn write(&mut self, row: &PoolCodeRow) -> Result<(), XlsxError> {
        if self.sheets == 0 || self.row > SHEET_ROWS {
            self.begin()?;
        }
        let sheet = self.workbook.worksheet_from_index(self.sheets - 1)?;
        for (column, cell) in (0..).zip(cells(row)) {
            if !cell.is_empty() {
                sheet.write_string(self.row, column, cell)?;
            }
        }
        self.row += 1;
        Ok(())
    }
}

fn csv(rows: &[PoolCodeRow], header: bool) -> Result<Vec<u8>, Error> {
    let failed = |error: csv::Error| Error::internal("writing codes", error);
    // Spreadsheets know by the mark that it is UTF-8.
    let begin = if header { "\u{feff}".as_bytes().to_vec() } else { Vec::new() };
    let mut writer = csv::Writer::from_writer(begin);
    if header {
        writer.write_record(COLUMNS).map_err(failed)?;
    }
    for row in rows {
        writer.write_record(cells(row)).map_err(failed)?;
    }
    writer.into_inner().map_err(|error| Error::internal("writing codes", error.into_error()))
}

fn cells(row: &PoolCodeRow) -> [String; 8] {
    let state = match row.state() {
        CodeState::Free => "free",
        CodeState::Given => "given",
        CodeState::Redeemed => "redeemed",
        CodeState::Off => "off",
    };
    let text = |text: &Option<String>| text.as_deref().map(harmless).unwrap_or_default();
    let time = |at: Option<Moment>| at.map(|at| at.to_string()).unwrap_or_default();
    [
        harmless(&row.code),
        state.to_owned(),
        row.made_at.to_string(),
        text(&row.owner),
        time(row.given_at),
        text(&row.redeemed_by),
        text(&row.redeemed_by_customer),
        time(row.redeemed_at),
    ]
}

/// What a spreadsheet would calculate stands behind an apostrophe, and is a text.
fn harmless(text: &str) -> String {
    if is_formula(text) { format!("'{text}") } else { text.to_owned() }
}

pub(super) fn is_formula(text: &str) -> bool {
    text.starts_with(['=', '+', '-', '@', '\t', '\r'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_that_would_be_calculated_are_texts() {
        for text in ["=1+1", "+7", "-1", "@SUM", "\tx", "\rx"] {
            assert_eq!(harmless(text), format!("'{text}"));
        }
        assert_eq!(harmless("A=1"), "A=1");
    }
}
