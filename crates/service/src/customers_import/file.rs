//! A file of customers, read row by row: what is wrong with it, each at its line and column.

use std::io::{self, BufRead, BufReader, Read, Seek, SeekFrom};

use contract::document::Customer;
use csv::{ByteRecord, ErrorKind, Reader, ReaderBuilder};
use engine::{Place, Problems, units::parse_decimal};
use store::CustomerFields;

use super::breaks::Breaks;
use crate::input;

/// The columns that a file may have; the first is needed.
const COLUMNS: [&str; 5] = ["id", "loyalty_card", "tier", "balance", "orders"];
/// Of the header's line, so many bytes are looked at.
const HEADER: u64 = 4_096;
const BOM: &[u8] = b"\xef\xbb\xbf";

/// One row: the line it begins at, and what it says; what its file has no column for is empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Row {
    pub line: u64,
    pub customer: Customer,
}

/// A file whose header has been read.
pub(super) struct File<R> {
    reader: Reader<Breaks<R>>,
    /// What each column of the file is.
    columns: Vec<usize>,
    pub fields: CustomerFields,
    record: ByteRecord,
}

/// Why a file cannot be read on.
#[derive(Debug)]
pub(super) enum Unreadable {
    Problems(Problems),
    Io(io::Error),
}

impl From<io::Error> for Unreadable {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

impl<R: Read + Seek> File<R> {
    /// From the beginning, wherever the file stands.
    pub fn open(mut file: R) -> Result<Self, Unreadable> {
        file.rewind()?;
        let mut first = Vec::new();
        BufReader::new((&mut file).take(HEADER)).read_until(b'\n', &mut first)?;
        let start = if first.starts_with(BOM) { BOM.len() } else { 0 };
        file.seek(SeekFrom::Start(u64::try_from(start).unwrap_or_default()))?;
        // Spreadsheets of countries that write 1,5 separate by semicolons.
        let count = |delimiter: u8| first.iter().filter(|byte| **byte == delimiter).count();
        let delimiter = if count(b';') > count(b',') { b';' } else { b',' };
        let mut reader = ReaderBuilder::new().delimiter(delimiter).from_reader(Breaks::new(file));
        let header = reader.byte_headers().map_err(|error| unreadable(error, 1))?.clone();
        let (columns, fields) = columns(&header).map_err(Unreadable::Problems)?;
        Ok(Self { reader, columns, fields, record: ByteRecord::new() })
    }

    /// The next rows, `most` of them; none at the end. What is wrong with a row is added to `problems`, and the row is left
    /// out.
    pub fn next(&mut self, most: usize, problems: &mut Problems) -> Result<Vec<Row>, Unreadable> {
        let mut rows = Vec::with_capacity(most);
        let mut read = 0;
        while read < most {
            let before = self.reader.position().byte();
            match self.reader.read_byte_record(&mut self.record) {
                Ok(true) => {
                    read += 1;
                    let line = self.line_of_row(self.record.position().map_or(before, csv::Position::byte));
                    rows.extend(self.row(line, problems));
                }
                Ok(false) => break,
                Err(error) => {
                    let line = self.line_of_row(error.position().map_or(before, csv::Position::byte));
                    match unreadable(error, line) {
                        Unreadable::Problems(found) => {
                            read += 1;
                            problems.0.extend(found.0);
                            if problems.0.len() > super::MOST_PROBLEMS {
                                break;
                            }
                        }
                        broken @ Unreadable::Io(_) => return Err(broken),
                    }
                }
            }
        }
        Ok(rows)
    }

    /// True where nothing more comes.
    pub fn is_done(&self) -> bool {
        self.reader.is_done()
    }

    pub fn into_inner(self) -> R {
        self.reader.into_inner().into_inner()
    }

    fn line_of_row(&mut self, byte: u64) -> u64 {
        self.reader.get_mut().line_of_row(byte)
    }

    fn row(&self, line: u64, problems: &mut Problems) -> Option<Row> {
        let before = problems.0.len();
        let mut customer = Customer { id: String::new(), loyalty_card: None, tier: None, balance: 0, orders: 0 };
        for (bytes, column) in self.record.iter().zip(&self.columns) {
            let name = COLUMNS[*column];
            let place = place(line).key(name);
            let Ok(text) = std::str::from_utf8(bytes) else {
                problems.add(&place, "не UTF-8: сохраните файл в этой кодировке", "is not UTF-8: save the file in this encoding");
                continue;
            };
            let text = text.trim();
            match name {
                "id" => customer.id = id(text, &place, problems),
                "loyalty_card" => customer.loyalty_card = text_of(text, &place, problems),
                "tier" => customer.tier = text_of(text, &place, problems),
                "balance" => customer.balance = whole(text, &place, problems),
                _ => customer.orders = whole(text, &place, problems),
            }
        }
        (problems.0.len() == before).then_some(Row { line, customer })
    }
}

pub(super) fn place(line: u64) -> Place {
    Place::root().key("line").index(usize::try_from(line).unwrap_or(usize::MAX))
}

/// What each column is, and which of them are there.
fn columns(header: &ByteRecord) -> Result<(Vec<usize>, CustomerFields), Problems> {
    let (mut problems, mut columns) = (Problems::default(), Vec::new());
    let known = COLUMNS.join(", ");
    for bytes in header {
        let name = String::from_utf8_lossy(bytes).trim().to_lowercase();
        match COLUMNS.iter().position(|column| *column == name) {
            Some(column) if columns.contains(&column) => {
                problems.add(&place(1), format!("столбец {name} встречается дважды"), format!("has the column {name} twice"));
            }
            Some(column) => columns.push(column),
            None => problems.add(
                &place(1),
                format!("неизвестный столбец «{name}»; бывают {known}"),
                format!("has the unknown column “{name}”; there are {known}"),
            ),
        }
    }
    if problems.is_empty() && !columns.contains(&0) {
        problems.add(&place(1), "нужен столбец id", "must have the column id");
    }
    let has = |name: &str| columns.iter().any(|column| COLUMNS[*column] == name);
    let fields =
        CustomerFields { loyalty_card: has("loyalty_card"), tier: has("tier"), balance: has("balance"), orders: has("orders") };
    problems.or((columns, fields))
}

fn id(text: &str, place: &Place, problems: &mut Problems) -> String {
    if !input::is_outside_id(text) {
        problems.add(place, "от 1 до 128 символов", "must have 1 to 128 characters");
    }
    text.to_owned()
}

/// A card or a tier: empty is none.
pub(crate) fn text_of(text: &str, place: &Place, problems: &mut Problems) -> Option<String> {
    if text.is_empty() {
        return None;
    }
    if !input::is_outside_id(text) {
        problems.add(place, "не длиннее 128 символов", "must have at most 128 characters");
    }
    Some(text.to_owned())
}

fn whole(text: &str, place: &Place, problems: &mut Problems) -> i64 {
    let number = parse_decimal(text, 0).unwrap_or(-1);
    check_whole(number, place, problems);
    number
}

/// Points and orders are no less than none.
pub(crate) fn check_whole(number: i64, place: &Place, problems: &mut Problems) {
    if !(0..=Customer::MOST).contains(&number) {
        problems.add(
            place,
            format!("нужно целое число от 0 до {}", Customer::MOST),
            format!("must be a whole number from 0 to {}", Customer::MOST),
        );
    }
}

/// What the reader finds wrong with a row.
fn unreadable(error: csv::Error, line: u64) -> Unreadable {
    let mut problems = Problems::default();
    match error.into_kind() {
        ErrorKind::Io(error) => return Unreadable::Io(error),
        ErrorKind::UnequalLengths { expected_len, len, .. } => problems.add(
            &place(line),
            format!("столбцов {len}, а в заголовке {expected_len}"),
            format!("has {len} columns, and the header has {expected_len}"),
        ),
        other => problems.add(&place(line), format!("строка не читается: {other:?}"), format!("cannot be read: {other:?}")),
    }
    Unreadable::Problems(problems)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use std::io::Cursor;

    use super::*;

    /// Places and English texts.
    type Told = Vec<(String, String)>;

    fn read(text: impl AsRef<[u8]>) -> Result<(CustomerFields, Vec<Row>, Told), Told> {
        let told = |problems: Problems| problems.0.into_iter().map(|problem| (problem.place, problem.en)).collect();
        let mut file = match File::open(Cursor::new(text.as_ref().to_vec())) {
            Ok(file) => file,
            Err(Unreadable::Problems(problems)) => return Err(told(problems)),
            Err(Unreadable::Io(error)) => panic!("{error}"),
        };
        let mut problems = Problems::default();
        let rows = file.next(1_000, &mut problems).unwrap();
        assert!(file.is_done());
        Ok((file.fields, rows, told(problems)))
    }

    fn rows(text: impl AsRef<[u8]>) -> Vec<Row> {
        let (_, rows, problems) = read(text).unwrap();
        assert_eq!(problems, []);
        rows
    }

    fn problems(text: impl AsRef<[u8]>) -> Vec<(String, String)> {
        read(text).map_or_else(|problems| problems, |(_, _, problems)| problems)
    }

    fn anna() -> Customer {
        Customer {
            id: "anna".to_owned(),
            loyalty_card: Some("12345".to_owned()),
            tier: Some("gold".to_owned()),
            balance: 1_990,
            orders: 3,
        }
    }

    #[test]
    fn columns_stand_in_any_order_behind_commas_or_semicolons_with_or_without_a_mark() {
        for text in [
            "id,loyalty_card,tier,balance,orders\nanna,12345,gold,1990,3\n",
            "Orders;Balance;Tier;Loyalty_Card;ID\r\n3;1990;gold;12345;anna\r\n",
            "\u{feff}id;tier;balance;orders;loyalty_card\n anna ;\"gold\";1990;3; 12345",
        ] {
            assert_eq!(rows(text), [Row { line: 2, customer: anna() }], "{text:?}");
        }
        assert_eq!(
            rows("id,tier\n\"a,b;c\"\"d\",\n\nx,y\n").iter().map(|row| (row.line, row.customer.id.as_str())).collect::<Vec<_>>(),
            [(2, "a,b;c\"d"), (4, "x")]
        );
    }

    #[test]
    fn which_columns_there_are_is_known() {
        let (fields, ..) = read("balance;id\n5;anna\n").unwrap();
        assert_eq!(fields, CustomerFields { balance: true, ..CustomerFields::default() });
        assert_eq!(rows("id\nanna\n")[0].customer.balance, 0);
    }

    #[test]
    fn an_empty_card_or_tier_is_none_and_an_empty_number_is_an_error() {
        let row = &rows("id,loyalty_card,tier\nanna,, \n")[0];
        assert_eq!((&row.customer.loyalty_card, &row.customer.tier), (&None, &None));
        let [(place, _)] = &problems("id,balance\nanna,\n")[..] else { panic!() };
        assert_eq!(place, "line[2].balance");
    }

    #[test]
    fn every_problem_has_its_line_and_column() {
        let long = "x".repeat(129);
        let text = format!("id,balance,tier\nanna,1.5,gold\n,2,\nboris,-1,{long}\nvera,1\n\"a\nb\",x,\nlast,1000000000001,\n");
        let places: Vec<_> = problems(text).into_iter().map(|(place, _)| place).collect();
        assert_eq!(
            places,
            ["line[2].balance", "line[3].id", "line[4].balance", "line[4].tier", "line[5]", "line[6].balance", "line[8].balance"]
        );
        assert_eq!(problems(b"id,tier\nanna,\xc7\xee\n")[0].0, "line[2].tier");
    }

    #[test]
    fn a_header_is_needed_and_has_known_columns_once() {
        for (text, said) in [
            ("", "must have the column id"),
            ("tier,balance\ngold,1\n", "must have the column id"),
            ("id,phone\n1,2\n", "has the unknown column “phone”; there are id, loyalty_card, tier, balance, orders"),
            ("id,tier,ID\n", "has the column id twice"),
        ] {
            assert_eq!(problems(text), [("line[1]".to_owned(), said.to_owned())], "{text:?}");
        }
    }
}
