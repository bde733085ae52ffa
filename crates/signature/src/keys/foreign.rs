//! Files with keys in them that are not read here, and the command that makes of each one that is.

/// A kind of file that is not read here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Foreign {
    /// A PEM key with `Proc-Type` and `DEK-Info` headers, encrypted as before PKCS #8: by MD5 and one round.
    Headers,
    /// Encrypted PKCS #8 by something else than PBES2 with AES and HMAC-SHA-2.
    OldPkcs8,
    /// PKCS #12 with other algorithms than AES, triple DES and RC2, or not in DER.
    OtherPkcs12,
    /// A key of OpenSSH.
    OpenSsh,
    /// A keystore of Java.
    Java,
    /// Certificates in PKCS #7.
    Pkcs7,
}

impl Foreign {
    /// What it is, in Chinese.
    pub(super) const fn zh(self) -> &'static str {
        match self {
            Self::Headers => "旧式加密（DEK-Info）的私钥",
            Self::OldPkcs8 => "用 AES 以外算法加密的私钥",
            Self::OtherPkcs12 => "这种加密或编码的 PKCS #12 文件",
            Self::OpenSsh => "OpenSSH 格式的私钥",
            Self::Java => "Java 密钥库",
            Self::Pkcs7 => "PKCS #7 格式的证书",
        }
    }

    /// What it is, in English.
    pub(super) const fn en(self) -> &'static str {
        match self {
            Self::Headers => "a key in the old encryption of PEM (DEK-Info)",
            Self::OldPkcs8 => "a key encrypted otherwise than by AES",
            Self::OtherPkcs12 => "PKCS #12 of this encryption or encoding",
            Self::OpenSsh => "a key of OpenSSH",
            Self::Java => "a keystore of Java",
            Self::Pkcs7 => "certificates in PKCS #7",
        }
    }

    /// The command that makes of it what is read.
    #[must_use]
    pub const fn command(self) -> &'static str {
        match self {
            Self::Headers | Self::OldPkcs8 => {
                "openssl pkcs8 -in KEY -topk8 -v2 aes-256-cbc -v2prf hmacWithSHA256 -out NEW.pem"
            }
            Self::OtherPkcs12 => "openssl pkcs12 -legacy -in KEY.p12 -out NEW.pem",
            Self::OpenSsh => "ssh-keygen -p -m PKCS8 -f KEY",
            Self::Java => {
                "keytool -importkeystore -srckeystore KEY.jks -destkeystore NEW.p12 -deststoretype PKCS12"
            }
            Self::Pkcs7 => "openssl pkcs7 -in CERT.p7b -print_certs -out CERT.pem",
        }
    }
}
