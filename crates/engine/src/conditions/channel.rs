//! Where the basket is put together: in the app or in a shop.

use serde::{Deserialize, Serialize};

use super::{Described, Tested};
use crate::{
    describe::{Choice, Description, Field, FieldKind},
    text::{Text, Words},
};

/// The basket comes from one of these channels.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Channel {
    pub any: Vec<Source>,
}

/// Who put the basket together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Source {
    /// The customer, in the app.
    App,
    /// A shop assistant (`outletId` or `staffId` is present).
    Shop,
}

const SOURCES: &[Choice] = &[
    Choice { value: "app", label: Text::new("приложение", "the app") },
    Choice { value: "shop", label: Text::new("магазин", "a shop") },
];

impl Described for Channel {
    const DESCRIPTION: Description = Description {
        kind: "channel",
        title: Text::new("Канал", "Channel"),
        summary: Text::new("Заказ из приложения или у продавца в магазине", "Ordered in the app or with an assistant in a shop"),
        fields: &[Field::required("any", FieldKind::Choices(SOURCES), Text::new("Каналы", "Channels"))],
        built: false,
    };

    fn sentence(&self, words: &Words<'_>) -> String {
        let name = |source: &Source| match source {
            Source::App => words.pick("в приложении", "in the app"),
            Source::Shop => words.pick("в магазине", "in a shop"),
        };
        let list = self.any.iter().map(name).collect::<Vec<_>>().join(words.pick(" или ", " or "));
        words.pick(format!("заказ собран {list}"), format!("the order is put together {list}"))
    }
}

impl Tested for Channel {}
