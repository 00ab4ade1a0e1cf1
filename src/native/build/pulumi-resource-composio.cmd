@echo off
rem The plugin as the engine starts it on Windows: runs the file beside it in Node.
where node >nul 2>nul
if errorlevel 1 (
  echo pulumi-resource-composio needs Node.js 20.18.1 or later, and there is no node on the PATH. Get it from https://nodejs.org. 1>&2
  exit /b 1
)
node "%~dp0pulumi-resource-composio.js" %*
