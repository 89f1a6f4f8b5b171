//! An empty database gets its first user, a key for IMSHOP and, if asked for, the demo shop.

use contract::Role;
use engine::{Language, Text};
use service::{KeyScope, NewKey, NewUser, Service};

use super::{Failure, permit};

/// Everything that the demo shop has.
const SHOP: &str = include_str!("../../demo/shop.ru.json");
/// A basket of it that gets a discount and a gift.
const BASKET: &str = include_str!("../../demo/basket.json");

const USER: &str = "admin";
const KEY: &str = "imshop";

/// What is shown once.
#[derive(Debug)]
pub struct FirstStart {
    user: NewUser,
    key: NewKey,
    demo: bool,
}

/// None where something was saved before.
pub async fn prepare(service: &Service, demo: bool) -> Result<Option<FirstStart>, Failure> {
    if !service.is_empty().await? {
        return Ok(None);
    }
    let permit = permit()?;
    if demo {
        service.import(&permit, SHOP, &[]).await?;
    }
    let user = service.add_user(&permit, USER, Role::Admin).await?;
    let key = service.add_key(&permit, KEY, KeyScope::Webhook, None).await?;
    Ok(Some(FirstStart { user, key, demo }))
}

impl FirstStart {
    /// How to sign in, and how to ask the webhook.
    pub fn message(&self, address: &str, language: Language) -> String {
        let Self { user, key, demo } = self;
        let rows = [
            (Text::new("Пользователь", "User"), &user.name),
            (Text::new("Пароль", "Password"), &user.password),
            (Text::new("Ключ вебхуков", "Webhook key"), &key.key),
        ];
        let mut text = String::from("\n");
        for (label, value) in rows {
            text.push_str(&format!("  {:<16}{value}\n", label.get(language)));
        }
        let once = Text::new("Пароль и ключ показаны единственный раз.", "The password and the key are shown this once.");
        text.push_str(&format!("\n{}", once.get(language)));
        if *demo {
            let try_it = Text::new("Корзина, которая получит скидку и подарок:", "A basket that gets a discount and a gift:");
            text.push_str(&format!("\n\n{}\n\n{}", try_it.get(language), curl(address, &key.key)));
        }
        text
    }
}

/// A command for any shell of Unix.
fn curl(address: &str, key: &str) -> String {
    // On one line, as it was written: JSON has no line breaks inside of its texts.
    let body: String = BASKET.lines().map(str::trim).collect::<Vec<_>>().join(" ");
    let body = body.trim().replace('\'', r"'\''");
    format!(
        "curl -s {address}/webhooks/imshop/basket -H 'Authorization: Bearer {key}' -H 'Content-Type: application/json' -d '{body}'"
    )
}
