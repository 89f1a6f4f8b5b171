//! Errors of syntax, in both languages.

use std::str::Utf8Error;

use serde::de::IgnoredAny;

use crate::RequestError;

/// In Russian and in English.
const NO_JSON: (&str, &str) = ("тело запроса — не JSON", "the body is no JSON");

/// What serde_json says, how we say it, and in Russian. Its messages are its only public account of what was wrong.
const MESSAGES: &[(&str, &str, &str)] = &[
    ("EOF while parsing a list", "тело обрывается внутри списка: нужна ] или ,", "the body ends within a list: expected ] or ,"),
    (
        "EOF while parsing an object",
        "тело обрывается внутри объекта: нужна } или ,",
        "the body ends within an object: expected } or ,",
    ),
    (
        "EOF while parsing a string",
        "тело обрывается внутри строки: нужна кавычка",
        "the body ends within a string: expected a quotation mark",
    ),
    ("EOF while parsing a value", "тело обрывается там, где нужно значение", "the body ends where a value is expected"),
    ("expected `:`", "после имени поля нужно :", "expected : after the name of the field"),
    ("expected `,` or `]`", "внутри списка нужна , или ]", "expected , or ] within the list"),
    ("expected `,` or `}`", "внутри объекта нужна , или }", "expected , or } within the object"),
    ("expected `\"`", "нужна кавычка", "expected a quotation mark"),
    ("expected ident", "нужно null, true или false", "expected null, true or false"),
    ("expected value", "нужно значение", "expected a value"),
    (
        "invalid escape",
        "нужен знак после \\ из тех, что допускает JSON",
        "expected one of the characters that JSON allows after \\",
    ),
    ("invalid number", "нужно число", "expected a number"),
    (
        "control character",
        "в строке управляющий знак: нужна запись вида \\n",
        "a control character in a string: expected an escape such as \\n",
    ),
    ("key must be a string", "имя поля должно быть строкой в кавычках", "expected the name of the field in quotation marks"),
    ("trailing characters", "после объекта нужен конец тела", "expected the end of the body after the object"),
];

/// An error of syntax with its place and what was expected: what serde_json says of a text that it does not take.
pub(super) fn explain(text: &str) -> RequestError {
    let Err(error) = serde_json::from_str::<IgnoredAny>(text) else {
        // It takes what our own reader takes: a test compares them.
        return RequestError::malformed(1, 1, NO_JSON.0, NO_JSON.1);
    };
    let message = error.to_string();
    let (ru, en) = MESSAGES.iter().find(|(start, _, _)| message.starts_with(start)).map_or(NO_JSON, |&(_, ru, en)| (ru, en));
    let line = text.split('\n').nth(error.line().saturating_sub(1)).unwrap_or_default();
    RequestError::malformed(number(error.line()), column(line.as_bytes(), error.column()), ru, en)
}

/// JSON is UTF-8.
pub(super) fn not_utf8(body: &[u8], error: Utf8Error) -> RequestError {
    let before = &body[..error.valid_up_to()];
    let line = before.iter().filter(|&&byte| byte == b'\n').count() + 1;
    let start = before.iter().rposition(|&byte| byte == b'\n').map_or(0, |at| at + 1);
    let column = column(&before[start..], before.len() - start) + u32::from(before.len() > start);
    RequestError::malformed(number(line), column, "нужен текст в UTF-8", "expected text in UTF-8")
}

/// The column in characters of what ends at this byte of a line; from 1.
fn column(line: &[u8], bytes: usize) -> u32 {
    let characters = line.iter().take(bytes).filter(|&&byte| byte & 0xc0 != 0x80).count();
    number(characters)
}

fn number(value: usize) -> u32 {
    u32::try_from(value).unwrap_or(u32::MAX).max(1)
}

#[cfg(test)]
mod tests {
    use crate::json::read_object;

    #[track_caller]
    fn check(body: impl AsRef<[u8]>, line: u32, column: u32, en: &str) {
        let error = read_object(body.as_ref(), |_, _| {}).err().map(|error| (error.line, error.column, error.en.into_owned()));
        assert_eq!(error, Some((Some(line), Some(column), en.to_owned())));
    }

    #[test]
    fn every_error_has_its_place_and_says_what_was_expected() {
        check("", 1, 1, "the body ends where a value is expected");
        check("{", 1, 1, "the body ends within an object: expected } or ,");
        check("{\"a\": [1", 1, 8, "the body ends within a list: expected ] or ,");
        check("{\"a\": \"b", 1, 8, "the body ends within a string: expected a quotation mark");
        check("{\"a\":", 1, 5, "the body ends where a value is expected");
        check("{\"a\" 1}", 1, 6, "expected : after the name of the field");
        check("{\"a\": [1 2]}", 1, 10, "expected , or ] within the list");
        check("{\"a\": 1 \"b\": 2}", 1, 9, "expected , or } within the object");
        check("{\"a\": nil}", 1, 8, "expected null, true or false");
        check("{\"a\": NaN}", 1, 7, "expected a value");
        check("{\"a\": \"\\q\"}", 1, 9, "expected one of the characters that JSON allows after \\");
        check("{\"a\": 01}", 1, 8, "expected a number");
        check("{\"a\": \"\n\"}", 1, 7, "a control character in a string: expected an escape such as \\n");
        check("{a: 1}", 1, 2, "expected the name of the field in quotation marks");
        check("{\"a\": 1,}", 1, 9, "expected the name of the field in quotation marks");
        check("{\"a\": [1,]}", 1, 10, "expected a value");
        check("{} {}", 1, 4, "expected the end of the body after the object");
    }

    #[test]
    fn columns_are_characters() {
        check("{\n \"чай\": 1 2}", 2, 11, "expected , or } within the object");
        check(b"{\n \"\xd1\x87\xff\": 1}", 2, 4, "expected text in UTF-8");
        check(b"\xff", 1, 1, "expected text in UTF-8");
    }
}
