// What `node --require` loads in processes that the command starts, and in those that a program starts with its own `process.execArgv`.
//
// Threads inherit the option. Workers have nothing to do with it: what starts them brings its own loader along. And in the thread in which Node 22
// runs the hooks of others no ES module can be required at all: so this is CommonJS.
//
// Without `require()` of ES modules nothing of heddle can be loaded here. `HEDDLE_REQUIRE_DISABLED` says the same elsewhere.
if (process.getBuiltinModule('node:worker_threads').isMainThread) {
  if ((process.features as { readonly require_module?: boolean }).require_module) require('./prepare-main.js');
  else {
    process.stderr.write(
      'heddle: Cannot run under --no-experimental-require-module: heddle loads its own parts by require() of ES modules\n',
    );
    process.exit(2);
  }
}
