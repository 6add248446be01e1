<?php
/**
 * Sanitises HTML with SimplePie. Reads an object of `{ html, url }` from standard input, writes `{ version, contents }`:
 * the HTML that is left, with the same keys. The argument is the folder that contains `autoloader.php`.
 */
[, $folder] = $argv;
require_once "$folder/autoloader.php";

$sanitise = new SimplePie\Sanitize();
$sanitise->set_registry(new SimplePie\Registry());

$results = [];
foreach (json_decode(stream_get_contents(STDIN), true) as $name => ['html' => $html, 'url' => $url]) {
	$results[$name] = $sanitise->sanitize($html, SimplePie\SimplePie::CONSTRUCT_HTML, $url);
}
echo json_encode(['version' => SimplePie\SimplePie::VERSION, 'contents' => (object) $results], JSON_UNESCAPED_SLASHES | JSON_UNESCAPED_UNICODE);
