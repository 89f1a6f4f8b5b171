/// JSON without spaces, in lines: for people. What is no JSON stays as it is.
pub(super) fn pretty(json: &str) -> String {
    const INDENT: &str = "  ";
    let mut text = String::with_capacity(json.len().saturating_mul(2));
    let (mut depth, mut in_string, mut is_escaped) = (0_usize, false, false);
    let mut signs = json.chars().peekable();
    let break_line = |text: &mut String, depth: usize| {
        text.push('\n');
        text.extend(std::iter::repeat_n(INDENT, depth));
    };
    while let Some(sign) = signs.next() {
        if in_string {
            text.push(sign);
            in_string = is_escaped || sign != '"';
            is_escaped = !is_escaped && sign == '\\';
            continue;
        }
        match sign {
            '"' => {
                in_string = true;
                text.push(sign);
            }
            '{' | '[' => {
                text.push(sign);
                if let Some(close) = signs.next_if(|next| matches!(next, '}' | ']')) {
                    text.push(close);
                } else {
                    depth += 1;
                    break_line(&mut text, depth);
                }
            }
            '}' | ']' => {
                depth = depth.saturating_sub(1);
                break_line(&mut text, depth);
                text.push(sign);
            }
            ',' => {
                text.push(sign);
                break_line(&mut text, depth);
            }
            ':' => text.push_str(": "),
            other => text.push(other),
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::pretty;

    #[test]
    fn it_reads_as_serde_json_writes_it() {
        let value = json!({"a": [1, {"b,": "c: \\\" {[\\\\"}, [], {}], "чай": null, "e": {"f": [[2.5]]}});
        assert_eq!(pretty(&value.to_string()), serde_json::to_string_pretty(&value).unwrap_or_default());
        assert_eq!(pretty(&Value::Array(Vec::new()).to_string()), "[]");
    }

    #[test]
    fn a_note_stays() {
        assert_eq!(pretty("••• (9)"), "••• (9)");
        assert_eq!(pretty(""), "");
    }
}
