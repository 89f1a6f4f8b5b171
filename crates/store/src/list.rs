use engine::rules::Status;

/// Which rows of a list, and which page of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filter<'a> {
    /// Any part of the search key, in any case; empty for all.
    pub search: &'a str,
    /// Any of these; empty for all. Of working copies only.
    pub statuses: &'a [Status],
    /// From 1; 0 is 1.
    pub page: u64,
    pub per_page: u64,
}

impl Default for Filter<'_> {
    /// The first fifty of all.
    fn default() -> Self {
        Self { search: "", statuses: &[], page: 1, per_page: 50 }
    }
}

/// The texts by which something is found and sorted, in one: each as [`engine::code::key`], the name first.
pub fn search_key<'a>(texts: impl IntoIterator<Item = &'a str>) -> String {
    texts.into_iter().map(engine::code::key).collect::<Vec<_>>().join("\n")
}
