//! Where the basket is put together: in the app or in a shop.

use serde::{Deserialize, Serialize};

use super::{Described, Tested, View};
use crate::{
    describe::{Choice, Description, Field, FieldKind},
    index::{Dimension, Guard},
    text::{Text, Words},
    trace::Evidence,
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

impl Source {
    fn of(view: &View<'_>) -> Self {
        if view.basket.delivery.in_shop { Self::Shop } else { Self::App }
    }

    /// As the document writes it.
    const fn as_str(self) -> &'static str {
        match self {
            Self::App => "app",
            Self::Shop => "shop",
        }
    }
}

impl Tested for Channel {
    fn holds(&self, view: &View<'_>) -> bool {
        self.any.contains(&Source::of(view))
    }

    fn evidence(&self, view: &View<'_>) -> Evidence {
        let any: Vec<String> = self.any.iter().map(|source| source.as_str().to_owned()).collect();
        super::names(&any, Some(Source::of(view).as_str()))
    }

    fn guard(&self) -> Guard<'_> {
        Guard::any_of(Dimension::Channel, self.any.iter().map(|source| source.as_str()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Basket, Language, basket::Delivery};

    #[test]
    fn the_app_or_a_shop() {
        let holds = |any: &[Source], in_shop: bool| {
            let basket = Basket { delivery: Delivery { in_shop, ..Delivery::default() }, ..Basket::default() };
            Channel { any: any.to_vec() }.holds(&View { basket: &basket, ..View::default() })
        };
        assert!(holds(&[Source::App], false) && !holds(&[Source::App], true));
        assert!(holds(&[Source::Shop], true) && !holds(&[Source::Shop], false));
        assert!(holds(&[Source::App, Source::Shop], true) && holds(&[Source::App, Source::Shop], false));
        assert!(!holds(&[], true));
    }

    #[test]
    fn sentence() {
        let channel = Channel { any: vec![Source::App, Source::Shop] };
        assert_eq!(channel.sentence(&Words::plain(Language::Ru)), "заказ собран в приложении или в магазине");
        assert_eq!(channel.sentence(&Words::plain(Language::En)), "the order is put together in the app or in a shop");
    }
}
