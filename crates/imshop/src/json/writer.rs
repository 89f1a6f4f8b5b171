use engine::{Money, Quantity};

use super::scan::plain;

/// Writes a JSON object, field by field.
///
/// Numbers are written from integers: `1000`, `499.9`, never `1000.0`.
pub(crate) struct Object<'w> {
    out: &'w mut Vec<u8>,
    first: bool,
}

impl<'w> Object<'w> {
    /// Writes a whole object.
    pub(crate) fn write(out: &'w mut Vec<u8>, fields: impl FnOnce(&mut Object<'_>)) {
        out.push(b'{');
        let mut object = Object { out, first: true };
        fields(&mut object);
        object.out.push(b'}');
    }

    /// A field of any name; its value is to be written next.
    pub(crate) fn any(&mut self, name: &str) -> &mut Vec<u8> {
        self.comma();
        write_text(self.out, name);
        self.out.push(b':');
        self.out
    }

    fn comma(&mut self) {
        if !self.first {
            self.out.push(b',');
        }
        self.first = false;
    }

    /// The name of a field, which needs no escapes; its value is to be written next.
    fn name(&mut self, name: &str) -> &mut Vec<u8> {
        self.comma();
        self.out.push(b'"');
        self.out.extend_from_slice(name.as_bytes());
        self.out.extend_from_slice(b"\":");
        self.out
    }

    pub(crate) fn text(&mut self, name: &str, text: &str) {
        write_text(self.name(name), text);
    }

    /// Left out where there is none, or where it is empty.
    pub(crate) fn optional_text(&mut self, name: &str, text: Option<&str>) {
        if let Some(text) = text.filter(|text| !text.is_empty()) {
            self.text(name, text);
        }
    }

    pub(crate) fn money(&mut self, name: &str, money: Money) {
        write_decimal(self.name(name), money.minor(), 100);
    }

    pub(crate) fn quantity(&mut self, name: &str, quantity: Quantity) {
        write_decimal(self.name(name), quantity.thousandths(), 1_000);
    }

    pub(crate) fn integer(&mut self, name: &str, integer: i64) {
        write_decimal(self.name(name), integer, 1);
    }

    pub(crate) fn flag(&mut self, name: &str, flag: bool) {
        self.raw(name, if flag { "true" } else { "false" });
    }

    pub(crate) fn null(&mut self, name: &str) {
        self.raw(name, "null");
    }

    /// A value that is JSON already.
    pub(crate) fn raw(&mut self, name: &str, json: &str) {
        self.name(name).extend_from_slice(json.as_bytes());
    }

    pub(crate) fn object(&mut self, name: &str, fields: impl FnOnce(&mut Object<'_>)) {
        Object::write(self.name(name), fields);
    }

    pub(crate) fn list<T>(&mut self, name: &str, elements: &[T], write: impl FnMut(&mut Vec<u8>, &T)) {
        write_list(self.name(name), elements, write);
    }

    /// Left out where it is empty.
    pub(crate) fn optional_list<T>(&mut self, name: &str, elements: &[T], write: impl FnMut(&mut Vec<u8>, &T)) {
        if !elements.is_empty() {
            self.list(name, elements, write);
        }
    }
}

/// Writes a JSON list, element by element.
pub(crate) fn write_list<T>(out: &mut Vec<u8>, elements: &[T], mut write: impl FnMut(&mut Vec<u8>, &T)) {
    out.push(b'[');
    for (index, element) in elements.iter().enumerate() {
        if index > 0 {
            out.push(b',');
        }
        write(out, element);
    }
    out.push(b']');
}

/// Writes a JSON string.
pub(crate) fn write_text(out: &mut Vec<u8>, text: &str) {
    out.push(b'"');
    let mut rest = text.as_bytes();
    loop {
        let (plain, behind) = rest.split_at(plain(rest).min(rest.len()));
        out.extend_from_slice(plain);
        let Some((&sign, behind)) = behind.split_first() else { break };
        match sign {
            b'\n' => out.extend_from_slice(b"\\n"),
            control if control < 0x20 => out.extend_from_slice(format!("\\u{control:04x}").as_bytes()),
            sign => out.extend_from_slice(&[b'\\', sign]),
        }
        rest = behind;
    }
    out.push(b'"');
}

/// Writes `value` / `unit`, without needless zeros; `unit` is a power of ten.
fn write_decimal(out: &mut Vec<u8>, value: i64, unit: u64) {
    // Twenty digits, a point and a sign, filled from the end.
    let mut signs = [0; 22];
    let mut start = signs.len();
    let mut put = |sign: u8| {
        start -= 1;
        signs[start] = sign;
    };
    let (mut rest, mut place, mut has_decimals) = (value.unsigned_abs(), unit, false);
    while place > 1 {
        let last = digit(rest % 10);
        has_decimals |= last != b'0';
        if has_decimals {
            put(last);
        }
        (rest, place) = (rest / 10, place / 10);
    }
    if has_decimals {
        put(b'.');
    }
    loop {
        put(digit(rest % 10));
        rest /= 10;
        if rest == 0 {
            break;
        }
    }
    if value < 0 {
        put(b'-');
    }
    out.extend_from_slice(&signs[start..]);
}

/// Of a value below ten.
fn digit(value: u64) -> u8 {
    b'0' + u8::try_from(value).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decimal(value: i64, unit: u64) -> String {
        let mut out = Vec::new();
        write_decimal(&mut out, value, unit);
        String::from_utf8_lossy(&out).into_owned()
    }

    #[test]
    fn numbers_have_no_needless_zeros() {
        for (kopecks, expected) in [
            (0, "0"),
            (100_000, "1000"),
            (49_990, "499.9"),
            (49_909, "499.09"),
            (1, "0.01"),
            (10, "0.1"),
            (-150, "-1.5"),
            (i64::MAX, "92233720368547758.07"),
            (i64::MIN, "-92233720368547758.08"),
        ] {
            assert_eq!(decimal(kopecks, 100), expected);
        }
        assert_eq!(decimal(200, 1_000), "0.2");
        assert_eq!(decimal(3_001, 1_000), "3.001");
        assert_eq!(decimal(-7, 1), "-7");
    }

    #[test]
    fn strings_are_what_serde_json_reads_back() {
        let text: String = (0..0x80_u8).map(char::from).chain("чай 🎁 \u{2028}".chars()).collect();
        let mut out = Vec::new();
        write_text(&mut out, &text);
        assert_eq!(serde_json::from_slice::<String>(&out).ok(), Some(text));
    }

    #[test]
    fn what_is_empty_is_left_out() {
        let mut out = Vec::new();
        Object::write(&mut out, |object| {
            object.optional_text("a", None);
            object.optional_text("b", Some(""));
            object.optional_list("c", &[] as &[i64], |_, _| {});
            object.list("d", &[] as &[i64], |_, _| {});
            object.null("e");
            object.object("f", |_| {});
        });
        assert_eq!(String::from_utf8_lossy(&out), r#"{"d":[],"e":null,"f":{}}"#);
    }
}
