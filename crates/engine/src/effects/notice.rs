//! A text in the basket.

use serde::{Deserialize, Serialize};

use super::{Described, Priced, Visit};
use crate::{
    describe::{Description, Field, FieldKind},
    index::{Guard, Least},
    items::Items,
    problem::Place,
    text::{Text, Words},
};

/// The app shows `text`: beside the matching goods, or for the whole basket where no goods are named. It gives nothing (R4).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Notice {
    pub text: String,
    #[serde(default, skip_serializing_if = "Items::is_all")]
    pub items: Items,
}

impl Described for Notice {
    const DESCRIPTION: Description = Description {
        kind: "notice",
        title: Text::new("Сообщение", "Notice"),
        summary: Text::new("Текст, который покупатель увидит в корзине", "A text that the customer sees in the basket"),
        fields: &[
            Field::required("text", FieldKind::Text { max: 500 }, Text::new("Текст", "Text")),
            Field::optional("items", FieldKind::Items, Text::new("У каких товаров", "Beside which goods"))
                .hint(Text::new("если не выбраны — у всей корзины", "for the whole basket, where none is chosen")),
        ],
    };

    fn sentence(&self, words: &Words<'_>) -> String {
        let text = words.quoted(&self.text);
        words.pick(format!("сообщение {text}"), format!("the notice {text}"))
    }

    fn references<'a>(&'a self, place: &Place, visit: Visit<'_, 'a>) {
        self.items.references(&place.key("items"), visit);
    }
}

impl Priced for Notice {
    fn guard(&self) -> Guard<'_> {
        self.items.guard(Least::default())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Language;

    #[test]
    fn sentence() {
        let notice = Notice { text: "Скоро распродажа".to_owned(), items: Items::default() };
        assert_eq!(notice.sentence(&Words::plain(Language::Ru)), "сообщение «Скоро распродажа»");
        assert_eq!(notice.sentence(&Words::plain(Language::En)), "the notice “Скоро распродажа”");
    }
}
