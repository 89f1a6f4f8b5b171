//! Who may do what.

use engine::text::Text;
use serde::{Deserialize, Serialize};

/// What a member of staff or a management key is trusted with. Each role may do everything that those before it may.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    Viewer,
    Editor,
    Publisher,
    Admin,
}

/// Something that not everybody may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Permission {
    /// To see everything but personal data.
    Read,
    /// To save drafts and data.
    Edit,
    /// To decide what customers get: publish, pause, archive; codes; customers' data and logs.
    Publish,
    /// Staff, keys, settings.
    Administer,
}

impl Role {
    pub const ALL: [Self; 4] = [Self::Viewer, Self::Editor, Self::Publisher, Self::Admin];

    pub const fn allows(self, permission: Permission) -> bool {
        match permission {
            Permission::Read => true,
            Permission::Edit => !matches!(self, Self::Viewer),
            Permission::Publish => matches!(self, Self::Publisher | Self::Admin),
            Permission::Administer => matches!(self, Self::Admin),
        }
    }

    /// As the command line and the database write it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Viewer => "viewer",
            Self::Editor => "editor",
            Self::Publisher => "publisher",
            Self::Admin => "admin",
        }
    }

    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.as_str() == text)
    }

    pub const fn title(self) -> Text {
        match self {
            Self::Viewer => Text::new("Наблюдатель", "Viewer"),
            Self::Editor => Text::new("Редактор", "Editor"),
            Self::Publisher => Text::new("Публикатор", "Publisher"),
            Self::Admin => Text::new("Администратор", "Admin"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_role_may_do_what_the_roles_before_it_may() {
        let all = [Permission::Read, Permission::Edit, Permission::Publish, Permission::Administer];
        let may = Role::ALL.map(|role| all.map(|permission| role.allows(permission)));
        assert_eq!(
            may,
            [[true, false, false, false], [true, true, false, false], [true, true, true, false], [true, true, true, true]]
        );
    }
}
