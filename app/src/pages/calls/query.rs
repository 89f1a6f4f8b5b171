//! What the log shows is said by its address: `?kind=…&result=…&customer=…&code=…&before=…`.

use contract::{
    inputs::CallsInput,
    views::{CallKind, CallResult},
};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use crate::local_path::escape;

/// The question of the log's address.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CallsQuery {
    pub kind: Option<CallKind>,
    pub result: Option<CallResult>,
    pub customer: String,
    pub code: String,
    /// Calls before this one; none for the newest.
    pub before: Option<i64>,
}

impl CallsQuery {
    /// Of the page that is open.
    pub fn current() -> Memo<Self> {
        let query = use_query_map();
        Memo::new(move |_| {
            query.with(|query| {
                let text = |key: &str| query.get(key).map(|text| text.trim().to_owned()).unwrap_or_default();
                Self {
                    kind: CallKind::parse(&text("kind")),
                    result: CallResult::parse(&text("result")),
                    customer: text("customer"),
                    code: text("code"),
                    before: text("before").parse().ok(),
                }
            })
        })
    }

    pub fn input(&self) -> CallsInput {
        let Self { kind, result, customer, code, before } = self.clone();
        CallsInput { kind, result, customer, code, before }
    }

    /// Nothing is left out.
    pub fn is_all(&self) -> bool {
        *self == Self::default()
    }

    /// The address of another page of the same question.
    pub fn address(&self, path: &str, before: Option<i64>) -> String {
        let Self { kind, result, customer, code, before: _ } = self;
        let before = before.map(|before| before.to_string()).unwrap_or_default();
        let pairs = [
            ("kind", kind.map(CallKind::as_str).unwrap_or_default()),
            ("result", result.map(CallResult::as_str).unwrap_or_default()),
            ("customer", customer.as_str()),
            ("code", code.as_str()),
            ("before", before.as_str()),
        ];
        let said: Vec<_> =
            pairs.iter().filter(|(_, value)| !value.is_empty()).map(|(key, value)| format!("{key}={}", escape(value))).collect();
        if said.is_empty() { path.to_owned() } else { format!("{path}?{}", said.join("&")) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_pages_keep_the_question() {
        let query = CallsQuery {
            kind: Some(CallKind::Basket),
            result: Some(CallResult::Failed),
            customer: "a&b".to_owned(),
            code: String::new(),
            before: Some(7),
        };
        assert_eq!(query.address("/calls", Some(5)), "/calls?kind=basket&result=failed&customer=a%26b&before=5");
        assert_eq!(CallsQuery { before: Some(7), ..CallsQuery::default() }.address("/calls", None), "/calls");
    }
}
