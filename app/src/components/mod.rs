//! What pages are made of: plain elements with the classes of `style/`, labelled for everybody.

pub mod badge;
pub mod confirm;
pub mod copy;
pub mod empty;
pub mod list;
pub mod list_query;
pub mod loaded;
pub mod logo;
pub mod new_link;
pub mod notice;
pub mod page_header;
pub mod preferences;
pub mod rule_list;
pub mod table;
pub mod toast;

pub use badge::PhaseBadge;
pub use confirm::{Question, confirm};
pub use copy::CopyButton;
pub use empty::{NothingMatches, NothingYet};
pub use list::{Pager, SearchForm};
pub use list_query::ListQuery;
pub use loaded::{loaded, loaded_page};
pub use logo::Logo;
pub use new_link::NewLink;
pub use notice::{Failure, Notice, Tone};
pub use page_header::PageHeader;
pub use rule_list::RuleList;
pub use table::DataTable;
