//! What became of a promotion, in plain words.

use super::{CodeWanted, CustomerWanted, Cut, Evidence, Gave, Limit, Outcome, Range, Unmet};
use crate::{
    Promotion,
    describe::Reference,
    text::{Words, plural_ru},
};

impl Outcome {
    /// One sentence for staff: «Не хватает 350 ₽: в корзине товаров на 3 000 ₽ и больше». `promotion` is the one that it
    /// tells of.
    pub fn sentence(&self, promotion: &Promotion, words: &Words<'_>) -> String {
        let name = |id: &str| words.name(Reference::Promotion, id);
        match self {
            Self::Applied(gave) => gave.sentence(words),
            Self::NotEligible { failed } => {
                let unmet: Vec<String> = failed.iter().map(|unmet| unmet.sentence(promotion, words)).collect();
                words.pick(
                    format!("Условие не выполнено: {}", unmet.join("; ")),
                    format!("A condition is not met: {}", unmet.join("; ")),
                )
            }
            Self::NotChosen { winner, by } => {
                let winner = name(winner);
                match by.filter(|by| by.minor() > 0) {
                    Some(by) => {
                        let by = words.money(by);
                        words.pick(format!("Выгоднее на {by} оказалась {winner}"), format!("{winner} is worth {by} more"))
                    }
                    None => words
                        .pick(format!("Раньше в очереди сработала {winner}"), format!("{winner} came first and gave something")),
                }
            }
            Self::Silenced { by } => {
                let by = name(by);
                words.pick(
                    format!("Очередь не дошла: {by} сработала и завершила полосу"),
                    format!("Its turn did not come: {by} gave something and ended the lane"),
                )
            }
            Self::OutsideTime { starts_at: Some(starts_at), at, .. } if at < starts_at => {
                words.pick("Ещё не началась", "It has not begun yet").to_owned()
            }
            Self::OutsideTime { .. } => words.pick("Уже закончилась", "It is over").to_owned(),
            Self::UsedUp { limit } => limit.sentence(words),
            Self::NeedsCode { why } => why.sentence(words).to_owned(),
            Self::NoUnits { needed, present } => {
                let (needed, present) = (words.pieces(*needed), words.pieces(*present));
                words.pick(
                    format!("Не хватает свободных штук: для набора нужно {needed}, есть {present}"),
                    format!("Not enough free units: a set needs {needed}, there are {present}"),
                )
            }
            Self::BelowFirstStep { evidence } => {
                let missing = evidence.missing(words).unwrap_or_default();
                words.pick(format!("До первой ступени не хватает {missing}"), format!("{missing} short of the first step"))
            }
            Self::Floor => {
                words.pick("На эти товары больше нельзя давать скидку", "Its goods can get no further discount").to_owned()
            }
            Self::NoGoods => words.pick("В корзине нет её товаров", "None of its goods is in the basket").to_owned(),
            Self::Withheld => words
                .pick(
                    "Подарков нет в наличии, или их не осталось по лимиту",
                    "Its gifts are not available, or its limit has none left",
                )
                .to_owned(),
            Self::NoPoints => {
                words.pick("Баллы здесь не начислить и не списать", "There are no points to earn or spend here").to_owned()
            }
            Self::NothingOff => words
                .pick(
                    "Её товары в корзине есть, но скидка на них вышла нулевой",
                    "Its goods are there, but its discount comes to nothing",
                )
                .to_owned(),
            Self::Told => words.pick("Показала сообщение", "It showed its notice").to_owned(),
            Self::GroupNotChosen { group } => {
                let group = words.quoted(group);
                words.pick(
                    format!("Ждёт выбора покупателя в группе {group}"),
                    format!("It waits for the customer to choose group {group}"),
                )
            }
            Self::CustomerUnknown { why } => why.sentence(words).to_owned(),
            Self::NothingBought => words.pick("В корзине ничего не куплено", "Nothing is bought").to_owned(),
        }
    }
}

impl Gave {
    fn sentence(&self, words: &Words<'_>) -> String {
        let gifts = |gifts: &[crate::rules::Gift]| {
            let one = |gift: &crate::rules::Gift| {
                format!("{} × {}", words.name(Reference::Offer, &gift.offer_id), words.quantity(gift.quantity))
            };
            gifts.iter().map(one).collect::<Vec<_>>().join(", ")
        };
        let mut parts = Vec::new();
        if self.money.minor() > 0 {
            let money = words.money(self.money);
            parts.push(words.pick(format!("скидка {money}"), format!("{money} off")));
        }
        if !self.gifts.is_empty() {
            let gifts = gifts(&self.gifts);
            parts.push(words.pick(format!("подарок: {gifts}"), format!("a gift: {gifts}")));
        }
        if !self.options.is_empty() {
            let options = gifts(&self.options);
            parts.push(words.pick(format!("подарок на выбор: {options}"), format!("a gift of choice: {options}")));
        }
        if self.points > 0 {
            let points = self.points;
            parts.push(words.pick(
                format!("ещё {points} {}", plural_ru(points, "балл", "балла", "баллов")),
                format!("{points} more {}", if points == 1 { "point" } else { "points" }),
            ));
        }
        if self.spending {
            parts.push(words.pick("баллами можно оплатить больше", "points may pay more").to_owned());
        }
        let gave =
            if parts.is_empty() { words.pick("баллы", "points").to_owned() } else { parts.join(words.pick("; ", "; ")) };
        let cuts: Vec<&str> = self.cut_by.iter().map(|cut| cut.words(words)).collect();
        let cuts = if cuts.is_empty() { String::new() } else { format!(" ({})", cuts.join(", ")) };
        words.pick(format!("Сработала: {gave}{cuts}"), format!("Applied: {gave}{cuts}"))
    }
}

impl Cut {
    fn words(self, words: &Words<'_>) -> &'static str {
        match self {
            Self::Floor => {
                words.pick("меньше обещанного: товар дешевле уже не сделать", "less than it says: the goods cannot get cheaper")
            }
            Self::AtMost => words.pick("не больше своего предела", "no more than its own cap"),
            Self::Budget => words.pick("столько осталось в бюджете", "what was left of its budget"),
            Self::Gifts => words.pick("часть подарков недоступна", "some gifts are not available"),
        }
    }
}

impl Unmet {
    fn sentence(&self, promotion: &Promotion, words: &Words<'_>) -> String {
        let wanted = promotion.conditions.test_at(&self.place).map(|test| test.sentence(words)).unwrap_or_default();
        if self.held {
            return words.pick(format!("не должно быть так, что {wanted}"), format!("it must not be so that {wanted}"));
        }
        match self.evidence.missing(words) {
            Some(missing) => words.pick(format!("{wanted} — не хватает {missing}"), format!("{wanted} ({missing} more)")),
            None => match self.evidence.present(words) {
                Some(present) => words.pick(format!("{wanted} — сейчас {present}"), format!("{wanted} (now {present})")),
                None => wanted,
            },
        }
    }
}

impl Evidence {
    /// How much is missing: «350 ₽», «2 шт.», «1».
    fn missing(&self, words: &Words<'_>) -> Option<String> {
        match self {
            Self::Money(Range { missing, .. }) => missing.map(|missing| words.money(missing)),
            Self::Quantity(Range { missing, .. }) => missing.map(|missing| words.pieces(missing)),
            Self::Count(Range { missing, .. }) => missing.map(|missing| missing.to_string()),
            Self::Names { .. } | Self::Absent | Self::Time { .. } => None,
        }
    }

    /// What is there instead.
    fn present(&self, words: &Words<'_>) -> Option<String> {
        match self {
            Self::Money(range) => Some(words.money(range.present)),
            Self::Quantity(range) => Some(words.pieces(range.present)),
            Self::Count(range) => Some(range.present.to_string()),
            Self::Names { present, .. } if !present.is_empty() => Some(present.join(", ")),
            Self::Names { .. } => None,
            Self::Absent => Some(words.pick("неизвестно, кто покупает", "nobody is named").to_owned()),
            Self::Time { weekday, minute } => {
                let days =
                    words.pick(["пн", "вт", "ср", "чт", "пт", "сб", "вс"], ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]);
                let day = days.get(usize::from(*weekday)).copied().unwrap_or_default();
                Some(format!("{day} {:02}:{:02}", minute / 60, minute % 60))
            }
        }
    }
}

impl Limit {
    fn sentence(&self, words: &Words<'_>) -> String {
        match *self {
            Self::Uses { most, used } => {
                words.pick(format!("Лимит исчерпан: {used} из {most} заказов"), format!("Used up: {used} of {most} orders"))
            }
            Self::UsesPerCustomer { most, used } => words.pick(
                format!("Покупатель исчерпал лимит: {used} из {most} заказов"),
                format!("Used up by this customer: {used} of {most} orders"),
            ),
            Self::Budget { most, used } => {
                let (most, used) = (words.money(most), words.money(used));
                words.pick(format!("Бюджет исчерпан: {used} из {most}"), format!("The budget is spent: {used} of {most}"))
            }
            Self::GiftUnits { most, used } => {
                let (most, used) = (words.pieces(most), words.pieces(used));
                words.pick(format!("Подарки закончились: {used} из {most}"), format!("All gifts are given: {used} of {most}"))
            }
        }
    }
}

impl CodeWanted {
    fn sentence(self, words: &Words<'_>) -> &'static str {
        match self {
            Self::NotTyped => words.pick("Нужен её промокод", "It needs its code"),
            Self::Redeemed => words.pick("Этот промокод уже использован", "This code has been redeemed"),
            Self::NotTheirs => words.pick("Этот промокод выдан другому покупателю", "This code was given to another customer"),
            Self::Unknown => words.pick("Промокод не удалось проверить вовремя", "The code could not be looked up in time"),
        }
    }
}

impl CustomerWanted {
    fn sentence(self, words: &Words<'_>) -> &'static str {
        match self {
            Self::FactsUnknown => words.pick(
                "Данные покупателя не удалось узнать вовремя",
                "What is known of the customer could not be looked up in time",
            ),
            Self::Nobody => {
                words.pick("Считается по покупателям, а покупатель не назван", "It counts by customer, and nobody is named")
            }
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use serde_json::json;

    use super::*;
    use crate::{Language, Moment, Money, Quantity};

    fn promotion() -> Promotion {
        serde_json::from_value(json!({
            "id": "p", "name": "P",
            "conditions": {"all": [{"kind": "subtotal", "at_least": 3000}, {"not": {"kind": "segment", "any": ["S"]}}]},
        }))
        .unwrap()
    }

    fn said(outcome: &Outcome) -> [String; 2] {
        [Language::Ru, Language::En]
            .map(|language| outcome.sentence(&promotion(), &Words::plain(language)).replace('\u{a0}', " "))
    }

    #[test]
    fn every_outcome_says_something_else_in_both_languages() {
        let range = Range { at_least: Some(Quantity::ONE), below: None, present: Quantity::ZERO, missing: Some(Quantity::ONE) };
        let outcomes = [
            Outcome::Applied(Gave { money: Money(5), ..Gave::default() }),
            Outcome::NotEligible { failed: Vec::new() },
            Outcome::NotChosen { winner: "w".to_owned(), by: Some(Money(5)) },
            Outcome::NotChosen { winner: "w".to_owned(), by: None },
            Outcome::Silenced { by: "w".to_owned() },
            Outcome::OutsideTime { starts_at: Some(Moment(2)), ends_at: Some(Moment(4)), at: Moment(1) },
            Outcome::OutsideTime { starts_at: Some(Moment(2)), ends_at: Some(Moment(4)), at: Moment(4) },
            Outcome::UsedUp { limit: Limit::Uses { most: 1, used: 1 } },
            Outcome::UsedUp { limit: Limit::UsesPerCustomer { most: 1, used: 1 } },
            Outcome::UsedUp { limit: Limit::Budget { most: Money(1), used: Money(1) } },
            Outcome::UsedUp { limit: Limit::GiftUnits { most: Quantity::ONE, used: Quantity::ONE } },
            Outcome::NeedsCode { why: CodeWanted::NotTyped },
            Outcome::NeedsCode { why: CodeWanted::Redeemed },
            Outcome::NeedsCode { why: CodeWanted::NotTheirs },
            Outcome::NeedsCode { why: CodeWanted::Unknown },
            Outcome::NoUnits { needed: Quantity::whole(3), present: Quantity::whole(2) },
            Outcome::BelowFirstStep { evidence: Evidence::Quantity(range) },
            Outcome::Floor,
            Outcome::NoGoods,
            Outcome::Withheld,
            Outcome::NoPoints,
            Outcome::NothingOff,
            Outcome::Told,
            Outcome::GroupNotChosen { group: "g".to_owned() },
            Outcome::CustomerUnknown { why: CustomerWanted::FactsUnknown },
            Outcome::CustomerUnknown { why: CustomerWanted::Nobody },
            Outcome::NothingBought,
        ];
        let mut said: Vec<String> = outcomes.iter().flat_map(said).collect();
        let all = said.len();
        said.sort();
        said.dedup();
        assert_eq!(said.len(), all);
    }

    #[test]
    fn how_much_is_missing() {
        let missing = Some(Money::whole(350));
        let evidence =
            Evidence::Money(Range { at_least: Some(Money::whole(3_000)), below: None, present: Money::whole(2_650), missing });
        let failed = vec![
            Unmet { place: "conditions.all[0]".to_owned(), held: false, evidence },
            Unmet { place: "conditions.all[1].not".to_owned(), held: true, evidence: Evidence::Absent },
        ];
        assert_eq!(
            said(&Outcome::NotEligible { failed }),
            [
                "Условие не выполнено: в корзине товаров на 3 000 ₽ и больше — не хватает 350 ₽; не должно быть так, что \
                 покупатель в сегменте S",
                "A condition is not met: the basket has goods worth 3,000 ₽ or more (350 ₽ more); it must not be so that the \
                 customer is in segment S",
            ]
        );
    }

    #[test]
    fn what_it_gave_and_what_cut_it() {
        let gift = crate::rules::Gift { offer_id: "cup".to_owned(), quantity: Quantity::whole(2) };
        let gave = Gave { money: Money(5_050), gifts: vec![gift], points: 3, cut_by: vec![Cut::Budget], ..Gave::default() };
        assert_eq!(
            said(&Outcome::Applied(gave)),
            [
                "Сработала: скидка 50,50 ₽; подарок: cup × 2; ещё 3 балла (столько осталось в бюджете)",
                "Applied: 50.50 ₽ off; a gift: cup × 2; 3 more points (what was left of its budget)",
            ]
        );
    }
}
