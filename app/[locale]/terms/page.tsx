import { getLocale, getTranslations } from "next-intl/server";
import { DateTime, Identifier, Page } from "@/components/ui";
import { currentTerms, termsArticles } from "@/lib/institutions/terms";

export async function generateMetadata() {
  return { title: (await getTranslations("terms"))("title") };
}

export default async function TermsPage() {
  const t = await getTranslations("terms");
  const locale = await getLocale();
  const { version, publishedAt, hash } = currentTerms();
  return (
    <Page
      title={t("title")}
      lead={t.rich("version", {
        version: () => <Identifier>{version}</Identifier>,
        date: () => <DateTime at={publishedAt} />,
      })}
    >
      <ol className="flex flex-col gap-7">
        {termsArticles(locale).map((article, index) => (
          <li key={article.title}>
            <h2 className="text-lg">
              {index + 1}. {article.title}
            </h2>
            <p className="mt-1 whitespace-pre-line">{article.text}</p>
          </li>
        ))}
      </ol>
      <div className="border-t border-line pt-5 text-sm text-muted">
        <p>{t("both")}</p>
        <p>
          {t("hash")}: <Identifier>{Buffer.from(hash).toString("hex")}</Identifier>
        </p>
      </div>
    </Page>
  );
}
