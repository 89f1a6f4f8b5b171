//! What a promotion gives. One file is one effect, as in [`crate::conditions`].

mod amount_off;
mod percent_off;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::{
    describe::{Description, check_object, kind_of},
    problem::{Place, Problems},
    text::Words,
};

pub use crate::conditions::Described;
pub use amount_off::AmountOff;
pub use percent_off::PercentOff;

macro_rules! registry {
    ($($name:ident),* $(,)?) => {
        /// What a promotion gives.
        #[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(tag = "kind", rename_all = "snake_case")]
        pub enum Effect { $($name($name)),* }

        /// All effects that the document knows.
        pub const DESCRIPTIONS: &[Description] = &[$($name::DESCRIPTION),*];

        impl Effect {
            pub fn description(&self) -> &'static Description {
                match self { $(Self::$name(_) => &$name::DESCRIPTION),* }
            }

            pub fn sentence(&self, words: &Words<'_>) -> String {
                match self { $(Self::$name(effect) => effect.sentence(words)),* }
            }

            /// Checks what no single field can express.
            pub fn check(&self, place: &Place, problems: &mut Problems) {
                match self { $(Self::$name(effect) => effect.check(place, problems)),* }
            }
        }
    };
}

registry!(PercentOff, AmountOff);

/// Checks a JSON value as an effect by the descriptions.
pub(crate) fn check_value(value: &Value, place: &Place, problems: &mut Problems) {
    if let Some(description) = kind_of(DESCRIPTIONS, value, place, problems) {
        check_object(description.fields, value, place, &["kind"], problems);
    }
}
