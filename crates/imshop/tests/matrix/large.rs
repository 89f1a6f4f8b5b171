//! Bodies as large as a server takes, each of them a way of wasting its time. The server's tests send them.
#![allow(dead_code, reason = "each test program uses a part of it")]

use std::fmt::Write;

/// What a server accepts.
pub const LARGEST: usize = 1024 * 1024;
/// Of lists or objects in one another.
pub const LEVELS: usize = 100_000;

/// A body with its name.
pub type Named = (String, String);

/// `start`, then as many of the elements as fit, then `end`.
fn filled(start: &str, mut element: impl FnMut(usize) -> String, end: &str) -> String {
    let mut body = start.to_owned();
    for index in 0.. {
        let element = element(index);
        if body.len() + element.len() + 1 + end.len() > LARGEST {
            break;
        }
        if index > 0 {
            body.push(',');
        }
        body.push_str(&element);
    }
    body + end
}

/// Lists, objects, and both, one within another, wherever a field is looked at.
pub fn deep() -> Vec<Named> {
    const FIELDS: &[&str] = &["items", "promoGroup", "addressData", "segments", "userId", "promocode", "unheardOf"];
    let shapes = [("[", "]"), ("{\"id\":", "}"), ("[{\"gifts\":", "}]")];
    let mut bodies = Vec::new();
    for (open, close) in shapes {
        let (start, end) = (open.repeat(LEVELS), close.repeat(LEVELS));
        for field in FIELDS {
            bodies.push((format!("{field}: {open}"), format!("{{\"{field}\": {start}1{end}}}")));
        }
        bodies.push((format!("addons: {open}"), format!("{{\"items\": [{{\"id\": \"a\", \"addons\": {start}1{end}}}]}}")));
        bodies.push((format!("no end: {open}"), format!("{{\"items\": {start}")));
        bodies.push((format!("no object: {open}"), format!("{start}1{end}")));
    }
    bodies
}

/// As long as a body may be.
pub fn long() -> Vec<Named> {
    let filler = |unit: &str| unit.repeat((LARGEST - 100) / unit.len());
    let thousand_lines = |fields: &dyn Fn(usize) -> String| {
        let lines: Vec<String> = (0..1_000).map(|index| format!("{{\"privateId\":\"l{index}\"{}}}", fields(index))).collect();
        format!("{{\"items\":[{}]}}", lines.join(","))
    };
    let named = |name: &str, body: String| (name.to_owned(), body);
    vec![
        named("a long text", format!("{{\"promocode\": \"{}\"}}", filler("x"))),
        named(
            "a long text of escapes",
            format!(
                "{{\"promocode\": \"{}\", \"userId\": \"{}\"}}",
                filler("\\u0441")[..499_998].to_owned(),
                filler("\\\"")[..499_998].to_owned()
            ),
        ),
        named("a long name of a field", format!("{{\"{}\": 1}}", filler("x"))),
        named("a long number", format!("{{\"items\": [{{\"id\": 1, \"price\": {}}}]}}", filler("9"))),
        named("a long fraction", format!("{{\"items\": [{{\"id\": 1, \"quantity\": 0.{}1}}]}}", filler("0"))),
        named("nothing but space", format!("{{{}}}", filler(" "))),
        named("many fields", filled("{", |index| format!("\"f{index}\":1"), "}")),
        named("the same field", filled("{", |_| "\"items\":[{\"id\":1}]".to_owned(), "}")),
        named("many keys", filled("{", |index| format!("\"key\":{index}"), "}")),
        named("many lines", filled("{\"items\":[", |index| format!("{{\"id\":{index}}}"), "]}")),
        named("many promotions", filled("{\"promoGroup\":[", |index| index.to_string(), "]}")),
        named("many groups", filled("{\"promoGroup\":[", |_| "[0]".to_owned(), "]}")),
        named("many gifts", filled("{\"promoGroup\":[{\"id\":1,\"gifts\":[", |index| index.to_string(), "]}]}")),
        named("many codes of an address", filled("{\"addressData\":{", |index| format!("\"{index}Fias\":{index}"), "}}")),
        named("the same codes of an address", filled("{\"addressData\":{", |index| format!("\"{}Fias\":1", index % 1_000), "}}")),
        named("many segments", filled("{\"segments\":[", |index| index.to_string(), "]}")),
        named("the same segments", filled("{\"segments\":[", |index| index.min(998).to_string(), "]}")),
        named("a thousand lines", thousand_lines(&|_| String::new())),
        named(
            "a thousand lines of the same goods",
            thousand_lines(&|_| ",\"configurationId\":\"1\",\"price\":0.01,\"quantity\":0.001".to_owned()),
        ),
        named(
            "a thousand lines of all promotions",
            thousand_lines(&|index| {
                let mut applied = String::new();
                (0..150).for_each(|other| _ = write!(applied, "\"{other}\","));
                format!(",\"price\":{index},\"appliedDiscounts\":[{applied}{index}]")
            }),
        ),
        // Of the server's shop, whose promotion gives it.
        named(
            "a thousand lines that claim one gift",
            thousand_lines(&|_| {
                let applied = "\"p-1\",".repeat(100);
                format!(",\"configurationId\":\"x\",\"quantity\":0.001,\"appliedDiscounts\":[{applied}1]")
            }),
        ),
        named("a thousand lines of long names", thousand_lines(&|_| format!(",\"name\":\"{}\"", "n".repeat(1_000)))),
        named("a thousand lines that are too much", thousand_lines(&|_| ",\"price\":1e13,\"quantity\":1e400".to_owned())),
    ]
}
