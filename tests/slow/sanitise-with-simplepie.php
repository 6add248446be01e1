<?php
/**
 * Sanitises HTML with SimplePie. Reads an object of `{ html, url }` from standard input, writes an object of HTML with the same
 * keys. The argument is the folder that contains the class files: `SimplePie/Sanitize.php` and others.
 */
[, $folder] = $argv;

spl_autoload_register(function (string $class) use ($folder): void {
	$path = $folder . '/' . str_replace('_', '/', $class) . '.php';
	if (file_exists($path)) require_once $path;
});

// The copy in WordPress asks for these two, and for a main file that is beside the folder of classes.
error_reporting(0);
define('ABSPATH', dirname($folder) . '/');
define('WPINC', basename($folder));
foreach (["$folder/SimplePie.php", "$folder/class-simplepie.php"] as $main) {
	if (file_exists($main)) require_once $main;
}

$sanitise = new SimplePie_Sanitize();
if (method_exists($sanitise, 'set_registry')) $sanitise->set_registry(new SimplePie_Registry());

$results = [];
foreach (json_decode(stream_get_contents(STDIN), true) as $name => ['html' => $html, 'url' => $url]) {
	$results[$name] = $sanitise->sanitize($html, SIMPLEPIE_CONSTRUCT_HTML, $url);
}
echo json_encode($results, JSON_UNESCAPED_SLASHES | JSON_UNESCAPED_UNICODE | JSON_FORCE_OBJECT);
