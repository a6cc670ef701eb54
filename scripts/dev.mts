// The same parts as npm run up, with Next's development server in place of the build: npm run dev [-- --fresh]
import { announcement } from "./parts/announcement.mts";
import { startArguments } from "./parts/arguments.mts";
import { launch } from "./parts/launch.mts";

try {
  const { fresh, help } = startArguments(process.argv.slice(2));
  if (help) console.log("npm run dev [-- --fresh]: see npm run up -- --help");
  else process.exit(await launch({ portal: "development", fresh, announce: announcement }));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(2);
}
