//! Pages of lists.

use contract::{inputs::ListInput, views::Page};
use engine::rules::Status;
use store::Filter;

/// Rows of a page.
const ROWS: u64 = 50;

/// Is there anything at all?
pub(crate) const ANY: Filter<'static> = Filter { search: "", statuses: &[], page: 1, per_page: 1 };

/// The page that was asked for.
pub(crate) fn filter<'a>(input: &'a ListInput, statuses: &'a [Status]) -> Filter<'a> {
    Filter { search: &input.search, statuses, page: number(input), per_page: ROWS }
}

pub(crate) fn of<T>(rows: Vec<T>, total: u64, input: &ListInput, nothing_yet: bool) -> Page<T> {
    Page { rows, total, page: number(input), pages: total.div_ceil(ROWS).max(1), nothing_yet }
}

/// From 1, and never so far that counting rows up to it fails.
fn number(input: &ListInput) -> u64 {
    input.page.clamp(1, 1_000_000)
}
