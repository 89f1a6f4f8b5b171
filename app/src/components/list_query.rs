//! What a list shows is said by its address: `?search=…&status=…&page=…`.

use contract::inputs::ListInput;
use engine::Status;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use crate::local_path::escape;

/// The question of a list's address.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ListQuery {
    pub search: String,
    /// `live`, `all`, …; empty for all but archived ones.
    pub status: String,
    /// From 1.
    pub page: u64,
}

impl ListQuery {
    /// Of the page that is open.
    pub fn current() -> Memo<Self> {
        let query = use_query_map();
        Memo::new(move |_| {
            query.with(|query| Self {
                search: query.get("search").unwrap_or_default(),
                status: query.get("status").unwrap_or_default(),
                page: query.get("page").and_then(|page| page.parse().ok()).unwrap_or(1).max(1),
            })
        })
    }

    pub fn input(&self) -> ListInput {
        ListInput { search: self.search.clone(), status: Status::parse(&self.status), all: self.status == "all", page: self.page }
    }

    /// The address of another page of the same list.
    pub fn address(&self, path: &str, page: u64) -> String {
        let mut pairs = Vec::new();
        for (key, value) in [("search", self.search.as_str()), ("status", self.status.as_str())] {
            if !value.is_empty() {
                pairs.push(format!("{key}={}", escape(value)));
            }
        }
        if page > 1 {
            pairs.push(format!("page={page}"));
        }
        if pairs.is_empty() { path.to_owned() } else { format!("{path}?{}", pairs.join("&")) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_pages_keep_the_question() {
        let query = ListQuery { search: "чехол & co".to_owned(), status: "live".to_owned(), page: 3 };
        assert_eq!(
            query.address("/promotions", 2),
            "/promotions?search=%D1%87%D0%B5%D1%85%D0%BE%D0%BB%20%26%20co&status=live&page=2"
        );
        assert_eq!(ListQuery::default().address("/promotions", 1), "/promotions");
    }

    #[test]
    fn all_is_no_status() {
        let query = |status: &str| ListQuery { status: status.to_owned(), ..ListQuery::default() }.input();
        assert_eq!((query("all").status, query("all").all), (None, true));
        assert_eq!((query("paused").status, query("paused").all), (Some(Status::Paused), false));
        assert_eq!((query("").status, query("").all), (None, false));
    }
}
