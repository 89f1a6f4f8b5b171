//! A text that is no JSON: where it stops being JSON, and what was expected there.

use engine::{Place, Problem};

/// What serde_json says, and how we say it. Its messages are its only public account of what was wrong.
const MESSAGES: &[(&str, &str, &str)] = &[
    ("EOF while parsing a list", "файл обрывается внутри списка, нужна , или ]", "the file ends within a list; expected , or ]"),
    (
        "EOF while parsing an object",
        "файл обрывается внутри объекта, нужна , или }",
        "the file ends within an object; expected , or }",
    ),
    (
        "EOF while parsing a string",
        "файл обрывается внутри текста, нужна закрывающая кавычка",
        "the file ends within a text; expected its closing quotation mark",
    ),
    ("EOF while parsing a value", "файл обрывается там, где нужно значение", "the file ends where a value is expected"),
    ("expected `:`", "после имени поля нужно двоеточие", "expected a colon after the key"),
    ("expected `,` or `]`", "в списке здесь нужна , или ]", "expected , or ] in the list"),
    ("expected `,` or `}`", "в объекте здесь нужна , или }", "expected , or } in the object"),
    ("expected ident", "здесь нужно null, true или false", "expected null, true or false"),
    ("expected value", "здесь нужно значение", "expected a value"),
    ("expected `\"`", "здесь нужна кавычка", "expected a quotation mark"),
    ("invalid escape", "после \\ здесь нужен один из знаков \" \\ / b f n r t u", "expected one of \" \\ / b f n r t u after \\"),
    ("invalid number", "здесь нужно число", "expected a number"),
    ("number out of range", "число слишком велико", "the number is too large"),
    (
        "control character",
        "перевод строки и табуляция в тексте пишутся как \\n и \\t",
        "expected \\n or \\t for a line break or a tab",
    ),
    ("key must be a string", "имя поля должно быть в кавычках", "expected the key in quotation marks"),
    ("trailing comma", "лишняя запятая: после неё нужен ещё один элемент", "expected another element after the comma"),
    (
        "trailing characters",
        "здесь документ уже закончился, дальше ничего быть не должно",
        "expected the end: the document is complete here",
    ),
    ("recursion limit exceeded", "вложенность больше 128 уровней", "is nested more than 128 levels deep"),
    ("lone leading surrogate", "знак после \\u записан наполовину", "expected the second half of the character after \\u"),
    ("unexpected end of hex escape", "знак после \\u записан наполовину", "expected the second half of the character after \\u"),
];

/// The problem of a text that is no JSON. Lines and columns count from 1, columns in characters.
pub(super) fn explain(text: &str, error: &serde_json::Error) -> Problem {
    if text.trim().is_empty() {
        return Problem::new(
            &Place::root(),
            "файл пуст, а нужен объект JSON {…}",
            "the file is empty; expected a JSON object {…}",
        );
    }
    let message = error.to_string();
    let (ru, en) = MESSAGES
        .iter()
        .find(|(start, ..)| message.starts_with(start))
        .map_or(("это не JSON", "expected JSON"), |&(_, ru, en)| (ru, en));
    let line = error.line().max(1);
    let before = text.split('\n').nth(line - 1).unwrap_or_default().bytes().take(error.column());
    let column = before.filter(|byte| byte & 0xc0 != 0x80).count().max(1);
    Problem::new(&Place::root(), format!("строка {line}, знак {column}: {ru}"), format!("line {line}, column {column}: {en}"))
}
