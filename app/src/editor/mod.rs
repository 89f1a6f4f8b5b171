//! Editing one thing: a form from its description, saved with the version that was seen; problems at their fields, nothing
//! typed is ever lost; what customers will see is confirmed by naming it.

mod changes;
mod conflict;
mod date_field;
mod document;
mod frame;
mod guard;
mod ids_text;
mod labels;
mod problems;
mod save_bar;
mod slug;
mod state;
mod thing;

pub use date_field::DateField;
pub use frame::{Section, id_field, open, suggest_id};
pub use ids_text::IdsText;
use labels::label_of;
pub use problems::ProblemSummary;
pub use save_bar::SaveBar;
pub use slug::slug;
pub use state::{Act, Editor};
pub use thing::Thing;
