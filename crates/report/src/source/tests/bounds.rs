//! Each bound, at it and beyond it, and input designed to cost more than it should.

use super::*;

fn error(text: &str) -> SourceError {
    parse(text).unwrap_err()
}

#[test]
fn depth_is_bounded() {
    let brackets = |depth| "[".repeat(depth) + &"]".repeat(depth);
    let dashes = |depth| "- ".repeat(depth) + "1";
    let indented = |depth| {
        (0..depth)
            .map(|it| format!("{}a:\n", " ".repeat(it)))
            .collect::<String>()
    };
    for text in [brackets(MAX_DEPTH), dashes(MAX_DEPTH), indented(MAX_DEPTH)] {
        assert!(parse(&text).is_ok(), "{}", text.len());
    }
    let beyond = [
        brackets(MAX_DEPTH + 1),
        dashes(MAX_DEPTH + 1),
        indented(MAX_DEPTH + 1),
        "[".repeat(100_000),
        "{a: ".repeat(100_000),
        "a: ".to_owned() + &"[".repeat(100_000),
        "- ".repeat(MAX_TEXT / 2),
        "? ".repeat(MAX_TEXT / 2),
        indented(2_800),
    ];
    for text in beyond {
        let error = error(&text);
        let deep = matches!(error, SourceError::TooDeep { .. });
        assert!(
            deep || matches!(error, SourceError::ComplexKey { .. }),
            "{error:?}"
        );
    }
}

#[test]
fn nodes_are_bounded() {
    // The sequence is a node too.
    let list = |count: usize| "- 1\n".repeat(count - 1);
    let row = |count: usize| format!("[{}]", "1,".repeat(count - 1));
    for text in [list(MAX_NODES), row(MAX_NODES)] {
        assert!(parse(&text).is_ok());
    }
    let beyond = [
        list(MAX_NODES + 1),
        row(MAX_NODES + 1),
        format!("[{}", ",".repeat(MAX_TEXT - 1)),
        format!("[{}", ": ".repeat(MAX_TEXT / 2 - 1)),
        format!("- &a 1\n- [{}", "*a ".repeat(MAX_TEXT / 3 - 9)),
        format!("{{{}", "a: b, ".repeat(MAX_TEXT / 6 - 1)),
    ];
    for text in beyond {
        let error = error(&text);
        assert!(
            matches!(error, SourceError::TooManyNodes { .. }),
            "{error:?}"
        );
    }
}

#[test]
fn aliases_are_bounded_by_what_they_unfold_to() {
    let mut laughs = "a0: &a0 lol\n".to_owned();
    for level in 1..30 {
        let row = format!("*a{} ,", level - 1).repeat(9);
        laughs += &format!("a{level}: &a{level} [{row}]\n");
    }
    let wide = format!(
        "a: &a [{}]\nb: [*a , *a , *a]\n",
        "1,".repeat(MAX_NODES / 3)
    );
    let long = format!("a: &a '{}'\nb: [*a , *a , *a]\n", "长".repeat(MAX_TEXT / 4));
    for text in [laughs, wide, long] {
        let error = error(&text);
        assert!(
            matches!(error, SourceError::AliasesTooLarge { .. }),
            "{error:?}"
        );
    }
}

#[test]
fn aliases_do_not_get_around_the_depth() {
    let deep = format!("- &a {}{}\n", "[".repeat(40), "]".repeat(40));
    assert!(parse(&format!("{deep}- {}*a {}", "[".repeat(23), "]".repeat(23))).is_ok());
    let error = error(&format!("{deep}- {}*a {}", "[".repeat(24), "]".repeat(24)));
    assert!(matches!(error, SourceError::TooDeep { .. }), "{error:?}");
}

#[test]
fn one_long_scalar_is_within_the_bounds() {
    let long = "a,[".repeat((MAX_TEXT - 20) / 3);
    for text in [
        long.clone(),
        format!("- '{long}'\n"),
        format!("a: |\n  {long}\n"),
    ] {
        assert!(parse(&text).is_ok());
    }
}

#[test]
fn anchors_are_bounded() {
    let anchors = |count| {
        (0..count)
            .map(|it| format!("- &a{it} 1\n"))
            .collect::<String>()
    };
    assert!(parse(&anchors(MAX_ANCHORS)).is_ok());
    let error = error(&anchors(MAX_ANCHORS + 1));
    assert!(
        matches!(error, SourceError::TooManyAnchors { .. }),
        "{error:?}"
    );
}
