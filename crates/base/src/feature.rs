//! What is said when a build lacks something: which feature of `Cargo.toml` has it. It knows no feature.

use crate::text::Text;

/// `what`, as its user wrote it, is only in builds with that feature.
#[must_use]
pub fn lacking(what: &str, feature: &str) -> Text {
    Text::new(
        format!(
            "“{what}”无法使用：本程序编译时未启用功能 {feature}，请用 cargo build --release --features {feature} 重新编译"
        ),
        format!(
            "`{what}` cannot be used: this program was built without the feature `{feature}`; build it with cargo build --release --features {feature}"
        ),
    )
}
